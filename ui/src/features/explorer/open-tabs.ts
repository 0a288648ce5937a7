import type { OpenTab } from '#ipc/bindings'

/** More than this nobody finds again; the one opened first goes. */
const MOST = 40

/** The operations that are open, and which of them was only looked at. */
export type OpenTabs = { tabs: readonly OpenTab[]; preview: OpenTab | null }

export const sameTab = (a: OpenTab | null, b: OpenTab | null): boolean =>
  a?.document === b?.document && a?.operation === b?.operation

const has = ({ tabs }: OpenTabs, tab: OpenTab) => tabs.some((other) => sameTab(other, tab))

/** Shows an operation: in its tab, or in the one for looking, which it takes over. */
export function looked(open: OpenTabs, tab: OpenTab): OpenTabs {
  if (has(open, tab)) return open
  const { preview } = open
  if (preview === null || !has(open, preview)) {
    return { tabs: [...open.tabs, tab].slice(-MOST), preview: tab }
  }
  return {
    tabs: open.tabs.map((other) => (sameTab(other, preview) ? tab : other)),
    preview: tab,
  }
}

/** Shows an operation in a tab that stays. */
export function kept(open: OpenTabs, tab: OpenTab): OpenTabs {
  const shown = looked(has(open, tab) ? open : { ...open, preview: null }, tab)
  return { ...shown, preview: sameTab(shown.preview, tab) ? null : shown.preview }
}

/** Closes a tab. */
export function closed(open: OpenTabs, tab: OpenTab): OpenTabs {
  return {
    tabs: open.tabs.filter((other) => !sameTab(other, tab)),
    preview: sameTab(open.preview, tab) ? null : open.preview,
  }
}

/** The tab beside one: the next, or the one before the last. */
export function beside(tabs: readonly OpenTab[], tab: OpenTab): OpenTab | undefined {
  const at = tabs.findIndex((other) => sameTab(other, tab))
  return tabs[at + 1] ?? tabs[at - 1]
}

/** The method and path an operation's key is made of: `GET /path`. */
export function keyParts(operation: string): { method: string; path: string } {
  const space = operation.indexOf(' ')
  return space < 0
    ? { method: '', path: operation }
    : { method: operation.slice(0, space), path: operation.slice(space + 1) }
}
