import { useEffect, useState } from 'react'

import type { DocumentLine, OpenTab } from '#ipc/bindings'

import { beside, closed, kept, looked, type OpenTabs, sameTab } from './open-tabs'
import { useChangeSettings, useSettings } from './queries'
import { useGo, usePart } from './use-place'

const NONE: readonly never[] = []

/**
 * The operations that are open, across documents.
 *
 * They are a person's own, so they are kept with the settings and survive the program. Which of
 * them was only looked at is forgotten with the screen: then it is one like the others.
 */
export function useOpenTabs(documents: readonly DocumentLine[], document: string | undefined) {
  const operation = usePart('operation')
  const go = useGo()
  const settings = useSettings().data
  const change = useChangeSettings()
  const [preview, setPreview] = useState<OpenTab | null>(null)
  // The tab that was closed while the address still leads to it.
  const [left, setLeft] = useState<OpenTab | null>(null)

  const known = new Set(documents.map(({ id }) => id))
  const tabs = (settings?.explorerTabs ?? NONE).filter((tab) => known.has(tab.document))
  const stored: OpenTabs = { tabs, preview }
  const current = document === undefined || operation === undefined ? null : { document, operation }

  // The address is the router's: wherever it leads, there is a tab for it.
  const leads = settings !== undefined && current !== null && !sameTab(current, left)
  const open = leads ? looked(stored, current) : stored
  if (left !== null && !sameTab(current, left)) setLeft(null)
  if (!sameTab(open.preview, preview)) setPreview(open.preview)

  const put = (next: OpenTabs) => {
    if (next.preview !== preview) setPreview(next.preview)
    if (next.tabs !== tabs) change({ explorerTabs: [...next.tabs] })
  }
  useEffect(() => {
    // Settings are kept in the core, not in React.
    if (open.tabs !== tabs) change({ explorerTabs: [...open.tabs] })
  })

  const show = (tab: OpenTab | undefined) => {
    const line = documents.find(({ id }) => id === tab?.document)
    const here = tab?.document === document
    go({
      operation: tab?.operation,
      tab: undefined,
      with: undefined,
      ...(line && { document: line.id, tenant: line.tenant ?? undefined }),
      // What was searched for and left out is about the document it was said of.
      ...(line && !here && { words: undefined, without: undefined }),
    })
  }
  return {
    tabs: open.tabs,
    current,
    preview: open.preview,
    show,
    /** Shows an operation of this document, for a look or to stay. */
    choose: (operation: string, how: 'look' | 'keep') => {
      if (document === undefined) return
      const tab = { document, operation }
      if (settings !== undefined) put(how === 'keep' ? kept(open, tab) : looked(open, tab))
      show(tab)
    },
    keep: (tab: OpenTab) => put(kept(open, tab)),
    close: (tab: OpenTab) => {
      put(closed(open, tab))
      if (!sameTab(tab, current)) return
      setLeft(tab)
      show(beside(open.tabs, tab))
    },
    closeOthers: (tab: OpenTab) => put({ tabs: [tab], preview: null }),
    closeAll: () => {
      put({ tabs: [], preview: null })
      setLeft(current)
      show(undefined)
    },
  }
}

/** What can be done with the open operations. */
export type OpenTabsDesk = ReturnType<typeof useOpenTabs>
