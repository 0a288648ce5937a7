import type { AuditFilter, AuditLine } from '#ipc/bindings'

import { type ActivitySearch, kindsOf, type When } from './search'

/** How many days back, today being none. */
const DAYS: Readonly<Record<When, number>> = { today: 0, twoDays: 1, week: 6, month: 29 }

/** The beginning of the first day that is looked at, by the person's own clock. */
function sinceOf(when: When, now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS[when])
  return day.toISOString()
}

/** What the core is asked for. */
export function filterOf(place: ActivitySearch, now: Date): AuditFilter {
  return {
    words: place.words ?? '',
    tenant: place.tenant ?? null,
    kinds: place.aspect ? [...kindsOf[place.aspect]] : [],
    ticket: place.ticket ?? null,
    since: place.when ? sinceOf(place.when, now) : null,
    until: null,
  }
}

/** Whether anything narrows the list. */
export const narrowed = ({ words, tenant, ticket, aspect, when }: ActivitySearch): boolean =>
  [words, tenant, ticket, aspect, when].some((each) => each !== undefined)

/** What something was done to, in the fewest words that name it. */
export const targetOf = ({ target, operation, tenantName }: AuditLine): string =>
  target ?? operation ?? tenantName ?? ''
