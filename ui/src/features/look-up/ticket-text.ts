import type { Sought, Subject, TenantLine } from '#ipc/bindings'
import { clockUtc, dayAndTime } from '#lib/format'
import { healthLook, nothingLook } from '#lib/looks'

import { copy, knownLabel } from './copy'
import { isSignedOut, type Known, outstanding } from './model'

/** Longer texts are not read in a ticket. */
const MOST_TENANTS = 7
const MOST_FINDINGS = 4

type Told = {
  subject: Subject
  what: Sought
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
  ticket: string | null
  at: number
}

/** How a tenant has somebody, in a word, as on the screen. */
function stateWord({ part, hits, stopped }: Known): string | null {
  switch (part.state.kind) {
    case 'asking':
      return stopped ? nothingLook.notLoaded.word : null
    case 'found':
      return hits.length === 0
        ? nothingLook.noneFound.word
        : (hits.find(({ state }) => state !== null)?.state?.word ?? copy.found)
    case 'none':
      return nothingLook.noneFound.word
    case 'notAllowed':
      return nothingLook.notAllowed.word
    case 'notSupported':
      return null
    case 'failed':
      return isSignedOut(part) ? healthLook.signedOut.word : nothingLook.notReachable.word
    default: {
      const never: never = part.state
      return never
    }
  }
}

/** Who was looked up, how each tenant has them, and what stands out, as plain text for a ticket. */
export function ticketText({ subject, what, known, tenants, ticket, at }: Told): string {
  const named = (id: string) => tenants.get(id)?.name ?? id
  const states = known.flatMap((each) => {
    const word = stateWord(each)
    return word === null ? [] : [`${named(each.part.tenant)}: ${word}`]
  })
  const rest = states.length - MOST_TENANTS
  return [
    `${subject.name}, looked up as a ${what}${ticket === null ? '' : ` (${ticket})`}`,
    `When: ${dayAndTime(at)} (${clockUtc(new Date(at).toISOString())} UTC)`,
    ...subject.knownAs.slice(0, 2).map(({ by, value }) => `${knownLabel[by]}: ${value}`),
    ...states.slice(0, MOST_TENANTS),
    ...(rest > 0 ? [copy.moreNames(rest)] : []),
    ...outstanding(known)
      .slice(0, MOST_FINDINGS)
      .map(({ title, note, tenant }) =>
        [`Stands out: ${title}`, note, named(tenant)].filter(Boolean).join(', '),
      ),
  ].join('\n')
}
