import type { ChangeWeight, Effect } from '#ipc/bindings'

/** What a person might come back to in the explorer. */
export type ExplorerSearch = {
  /** The tenant in use; its own document is opened when no other is named. */
  tenant?: string
  document?: string
  /** An operation's key, `GET /path/{id}`. */
  operation?: string
  words?: string
  /** The part of the operation that is open. */
  tab?: PageTab
  /** Effects that are left out of the list. */
  without?: Effect[]
  /** How the list stands, when not by group. */
  tree?: 'path'
  /** A document to compare this one with: the older of the two. */
  with?: string
  /** The only changes of a comparison that are shown. */
  weight?: ChangeWeight
}

const TABS = ['body', 'parameters', 'answers', 'examples'] as const
/** The parts of an operation's page. */
export type PageTab = (typeof TABS)[number]

const EFFECTS = ['reads', 'discloses', 'changes', 'removes'] as const satisfies readonly Effect[]
/** Every effect, from harmless to final. */
export const effects: readonly Effect[] = EFFECTS

const WEIGHTS = ['breaking', 'additive', 'wording'] as const satisfies readonly ChangeWeight[]
/** What changes mean for callers, the worst first. */
export const weights: readonly ChangeWeight[] = WEIGHTS

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What the explorer's address may say; anything else is left out. */
export function explorerSearch(search: Record<string, unknown>): ExplorerSearch {
  const tenant = text(search.tenant)
  const document = text(search.document)
  const operation = text(search.operation)
  const words = text(search.words)
  const tab = TABS.find((known) => known === search.tab)
  const older = text(search.with)
  const weight = WEIGHTS.find((known) => known === search.weight)
  const asked: unknown[] = Array.isArray(search.without) ? search.without : []
  const without = EFFECTS.filter((effect) => asked.includes(effect))
  return {
    ...(tenant && { tenant }),
    ...(document && { document }),
    ...(operation && { operation }),
    ...(words && { words }),
    ...(tab && { tab }),
    ...(without.length > 0 && { without }),
    ...(search.tree === 'path' && { tree: 'path' as const }),
    ...(older && { with: older }),
    ...(older && weight && { weight }),
  }
}
