import { ChevronDown, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { IconButton } from '#components/IconButton'
import { type Entry, Menu } from '#components/Menu'
import { MethodBadge } from '#components/MethodBadge'
import type { DocumentLine } from '#ipc/bindings'

import { copy } from './copy-document'
import { keyParts, sameTab } from './open-tabs'
import { OpenTabItem } from './OpenTabItem'
import { useTabPages } from './queries'
import { isClose, isNextTab, isPreviousTab, useKey } from './use-key'
import type { OpenTabsDesk } from './use-open-tabs'

import styles from './OpenTabStrip.module.css'

type Props = {
  desk: OpenTabsDesk
  documents: readonly DocumentLine[]
  document: string | undefined
  /** What stands before the tabs. */
  start: ReactNode
  onFind: () => void
}

/** The operations that are open. Arrows move, Delete closes, a double click keeps. */
export function OpenTabStrip({ desk, documents, document, start, onFind }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const { tabs, current, preview } = desk
  const pages = useTabPages(tabs, document)
  const at = tabs.findIndex((tab) => sameTab(tab, current))
  useKey(isClose, () => current && desk.close(current))
  useKey(isNextTab, () => tabs.length > 0 && desk.show(tabs[(at + 1) % tabs.length]))
  useKey(isPreviousTab, () => tabs.length > 0 && desk.show(tabs.at(at <= 0 ? -1 : at - 1)))
  useEffect(() => {
    // The scroll position belongs to the page, not to React.
    const chosen = list.current?.querySelector('[aria-selected="true"]')
    chosen?.parentElement?.scrollIntoView?.({ inline: 'nearest', block: 'nearest' })
  }, [at, tabs.length])

  const described = tabs.map((tab, index) => {
    const page = pages[index]
    const parts = keyParts(tab.operation)
    const title = documents.find(({ id }) => id === tab.document)?.title ?? ''
    return {
      tab,
      method: parts.method,
      effect: page?.effect ?? ('reads' as const),
      name: page?.name ?? parts.path,
      known: page !== undefined,
      detail: tab.document === document ? parts.path : `${parts.path} · ${title}`,
    }
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(tabs.length - 1, at + 1),
      ArrowLeft: Math.max(0, at - 1),
      Home: 0,
      End: tabs.length - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) {
      desk.show(tabs[to])
      list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && current) desk.close(current)
    else if (event.key === 'Enter' && current) desk.keep(current)
    else return
    event.preventDefault()
  }

  const entries: Entry[] = [
    ...described.map(({ tab, method, effect, name, detail }): Entry => ({
      id: `${tab.document}\n${tab.operation}`,
      label: name,
      detail,
      start: <MethodBadge method={method} effect={effect} />,
      onChoose: () => desk.show(tab),
    })),
    { kind: 'separator', id: '\nline' },
    ...(current && tabs.length > 1
      ? [
          {
            id: '\nothers',
            label: copy.tabs.closeOthers,
            onChoose: () => desk.closeOthers(current),
          },
        ]
      : []),
    { id: '\nall', label: copy.tabs.closeAll, onChoose: desk.closeAll },
  ]
  return (
    <div className={styles.strip}>
      {start}
      <div
        ref={list}
        role="tablist"
        aria-label={copy.tabs.label}
        className={styles.tabs}
        onKeyDown={onKeyDown}
      >
        {described.map(({ tab, ...words }, index) => (
          <OpenTabItem
            key={`${tab.document}\n${tab.operation}`}
            {...words}
            current={index === at}
            stop={index === Math.max(0, at)}
            preview={sameTab(tab, preview)}
            onShow={() => desk.show(tab)}
            onKeep={() => desk.keep(tab)}
            onClose={() => desk.close(tab)}
          />
        ))}
      </div>
      {tabs.length === 0 && <span className={styles.none}>{copy.tabs.none}</span>}
      <IconButton label={copy.tabs.another} icon={Plus} size="small" onPress={onFind} />
      {tabs.length > 0 && (
        <Menu
          label={copy.tabs.label}
          entries={entries}
          trigger={
            <Button className={styles.more ?? ''} aria-label={copy.tabs.all(tabs.length)}>
              <span className="num">{tabs.length}</span>
              <Icon of={ChevronDown} size="tiny" />
            </Button>
          }
        />
      )}
    </div>
  )
}
