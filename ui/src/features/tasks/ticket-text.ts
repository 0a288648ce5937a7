import type { TenantLine } from '#ipc/bindings'
import { clock, clockUtc, dayAndTime } from '#lib/format'
import { environmentWord } from '#lib/looks'

import { proofWord } from './copy'
import type { Doing } from './desk'

type Told = {
  title: string
  tenant: Pick<TenantLine, 'name' | 'environment'>
  over: Extract<Doing, { state: 'over' }>
  ticket: string | null
}

/** Fewer lines than this are read in a ticket. */
const MOST_CHANGES = 6
const MOST_FACTS = 5

/** What was done, as plain text for a ticket: what, where, when, before and after, what shows it. */
export function ticketText({ title, tenant, over, ticket }: Told): string {
  const { state } = over.run
  const proposed = over.proposal?.state
  const changes =
    proposed?.kind === 'proposed' && state.kind === 'done'
      ? proposed.changes.slice(0, MOST_CHANGES)
      : []
  const at = new Date(over.at).toISOString()
  return [
    `${title}${ticket === null ? '' : ` (${ticket})`}`,
    `Where: ${tenant.name}, ${environmentWord[tenant.environment].toLowerCase()}`,
    `When: ${dayAndTime(over.at)}:${clock(at).slice(-2)} (${clockUtc(at)} UTC)`,
    ...(state.kind === 'failed' ? [`Failed at: ${state.says}`] : [`Result: ${state.words}`]),
    ...changes.map(({ what, before, after }) => `${what}: ${before} -> ${after}`),
    ...(state.kind === 'done' && proofWord[state.proof] ? [`Seen: ${proofWord[state.proof]}`] : []),
    ...(state.kind === 'done'
      ? state.facts.slice(0, MOST_FACTS).map(({ label, value }) => `${label}: ${value}`)
      : []),
  ].join('\n')
}
