import type { LockView, PolicyView, TenantLine, TicketView } from '#ipc/bindings'

import { countdown } from './format'

export type { LockView }

/** How long before the end it is said aloud. */
export const SOON_MS = 60_000

/** For how many minutes a tenant can be opened. */
export const MINUTES = [5, 10, 30] as const

/** How a lock stands at a moment: an end that has passed is the end, whoever has told of it. */
export function lockAt(
  lock: LockView,
  now: number,
): { open: false } | { open: true; leftMs: number } {
  if (lock.kind === 'locked') return { open: false }
  const leftMs = Date.parse(lock.until) - now
  return leftMs > 0 ? { open: true, leftMs } : { open: false }
}

/** How long it is still open, as a figure; nothing when it is locked. */
export function openFor(lock: LockView, now: number): string | null {
  const at = lockAt(lock, now)
  return at.open ? countdown(at.leftMs) : null
}

/** Whether the company forbids changes altogether. */
export const readOnly = (policy: PolicyView | undefined): boolean =>
  policy !== undefined && (policy.readOnly || policy.state.kind === 'wrong')

/** For how many minutes a tenant may be opened here. */
export function minutesAllowed(policy: PolicyView | undefined): number[] {
  const most = policy?.openMinutes ?? Number.POSITIVE_INFINITY
  const allowed = MINUTES.filter((minutes) => minutes <= most)
  // Less than the least of ours is still something: the whole of what is allowed.
  return allowed.length > 0 ? allowed : [most]
}

/** Whether a ticket has to be set before this tenant is changed. */
export const ticketNeeded = (
  ticket: Pick<TicketView, 'required'> | undefined,
  { environment }: Pick<TenantLine, 'environment'>,
): boolean =>
  ticket?.required === 'always' ||
  (ticket?.required === 'production' && environment === 'production')

/** The fewest characters of a reason. */
export const reasonLeast = ({ environment }: Pick<TenantLine, 'environment'>): number =>
  environment === 'production' ? 10 : 1
