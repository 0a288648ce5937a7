import type { AuditKind } from '#ipc/bindings'

/** How far back one looks. */
export const WHENS = ['today', 'twoDays', 'week', 'month'] as const
export type When = (typeof WHENS)[number]

/** Kinds of entries as a person asks for them. */
export const ASPECTS = ['changes', 'refused', 'locks', 'secrets', 'sessions', 'rules'] as const
export type Aspect = (typeof ASPECTS)[number]

/** The kinds that belong to each. */
export const kindsOf: Readonly<Record<Aspect, readonly AuditKind[]>> = {
  changes: ['approved', 'changeIntended', 'changeDone'],
  refused: ['refused'],
  locks: ['opened', 'locked'],
  secrets: ['disclosed'],
  sessions: ['signedIn', 'signedOut', 'setUpStep'],
  rules: ['settings', 'policy'],
}

/** What a person might come back to on the screen of activity. */
export type ActivitySearch = {
  words?: string
  tenant?: string
  ticket?: string
  aspect?: Aspect
  when?: When
  /** The entry that is open, by its number. */
  entry?: number
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** A ticket of digits alone comes out of the address as a number. */
const ticketOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : text(value)

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value)

/** What the address of this screen may say; anything else is left out. */
export function activitySearch(search: Record<string, unknown>): ActivitySearch {
  const words = ticketOf(search.words)
  const tenant = text(search.tenant)
  const ticket = ticketOf(search.ticket)
  const aspect = oneOf(ASPECTS, search.aspect)
  const when = oneOf(WHENS, search.when)
  const entry = Number(search.entry)
  return {
    ...(words && { words }),
    ...(tenant && { tenant }),
    ...(ticket && { ticket }),
    ...(aspect && { aspect }),
    ...(when && { when }),
    ...(Number.isInteger(entry) && entry > 0 && { entry }),
  }
}
