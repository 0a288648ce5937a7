import type { LookUpPart, SameBy, Subject } from '#ipc/bindings'
import { count, duration, plural } from '#lib/format'

/** What Look up says. */
export const copy = {
  title: 'Look up',
  box: { person: 'Look up a person', computer: 'Look up a computer' },
  placeholder: {
    person: 'Name, e-mail or account',
    computer: 'Host name or address',
  },
  what: 'What is looked up',
  person: 'Person',
  computer: 'Computer',
  again: 'Look again',
  cancel: 'Cancel',
  stopped: 'Stopped.',
  stoppedHere: 'Stopped before it answered.',
  found: 'Found',
  which: { person: 'Which person?', computer: 'Which computer?' },
  subjects: {
    person: (found: number) => plural(found, 'person', 'people'),
    computer: (found: number) => plural(found, 'computer'),
  },
  others: (others: number) => `All ${count(others)} found`,
  inTenants: (tenants: number) => `in ${plural(tenants, 'tenant')}`,
  states: 'How each tenant has it',
  emptyTitle: { person: 'Who is on the phone?', computer: 'Which computer is it?' },
  emptyText: {
    person:
      'A name, an e-mail address or an account is looked up in every tenant at once. Nothing is changed.',
    computer: 'A host name or an address is looked up in every tenant at once. Nothing is changed.',
  },
  noTenantsTitle: 'No tenants yet',
  noTenantsText: 'People and computers are looked up in tenants. Add one to begin.',
  addTenant: 'Add a tenant',
  nobodyTitle: (words: string) => `Nothing found for “${words}”`,
  nobodyText: {
    person: 'Try the account, the e-mail address, or fewer letters.',
    computer: 'Try the short name, the address, or fewer letters.',
  },
  tryOther: {
    person: 'Look for a computer instead',
    computer: 'Look for a person instead',
  },
  retry: 'Retry',
  diagnose: 'Diagnose',
  signInAndLook: 'Sign in and look',
  signedOut: 'Signed out. Nothing is asked until you sign in.',
  asking: 'Asking',
  awaited: (name: string) => `the answer of ${name}`,
  open: 'Open in the explorer',
  deal: 'Review…',
  tasks: 'What can be done',
  toTicket: 'Copy to ticket',
  copied: 'Copied for the ticket',
  notCopied: 'The system did not let Keydesk copy',
  asked: (lists: readonly string[]) =>
    `Asked for ${listed(lists.map((list) => list.toLowerCase()))}.`,
  otherHits: (others: number) =>
    others === 1 ? 'One other fits the words.' : `${count(others)} others fit the words.`,
  needs: (rights: readonly string[]) => `Needs ${rights.join(', ')}`,
  rightUnknown: 'A right is missing; the server does not say which.',
  notSupported: 'Nothing of this kind can be looked up here.',
  missingLists: 'Not asked',
  more: (rest: number) => `+${count(rest)}`,
  moreNames: (rest: number) => `and ${plural(rest, 'more', 'more')}`,
  took: (ms: number) => duration(ms),
  hit: (label: string, name: string) => `${label} ${name}`,
  standsOut: 'What stands out',
  nothingStandsOut: 'Nothing asks for attention.',
  events: 'Last 24 hours',
  noEvents: 'Nothing was recorded.',
  noneRefused: 'Nothing was refused.',
  all: 'All',
  refused: 'Refused',
  whichEvents: 'Which events',
  times: 'times',
  missingFrom: (names: readonly string[]) =>
    `${listed(names)} ${names.length > 1 ? 'are' : 'is'} missing here.`,
  coming: 'More is on its way',
} as const

/** `User, Host and Group` */
const listed = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')

/** `4 of 5 answered in 0.9 s.` */
export const answeredWords = (answered: number, of: number, tookMs: number): string =>
  tookMs > 0
    ? `${count(answered)} of ${count(of)} answered in ${tookMs < 100 ? duration(tookMs) : `${(tookMs / 1000).toFixed(1)} s`}.`
    : `${count(answered)} of ${count(of)} answered.`

/** Why a tenant is not among those that answered, as a short sentence. */
export function failedWords({ state }: LookUpPart, name: string): string {
  if (state.kind !== 'failed') return ''
  switch (state.error.kind) {
    case 'unreachable':
    case 'proxy':
    case 'resting':
      return `${name} is not reachable.`
    case 'signInRequired':
    case 'signInFailed':
      return `${name} is signed out.`
    default:
      return `${name} could not be asked.`
  }
}

const sameWord: Readonly<Record<SameBy, string>> = {
  email: 'e-mail',
  account: 'account',
  host: 'host name',
}

/** What a value is called beside it. */
export const knownLabel: Readonly<Record<SameBy, string>> = {
  email: 'E-mail',
  account: 'Account',
  host: 'Host',
}

/** Why rows of several tenants are taken for one; nothing when only one tenant knows it. */
export function sameWords({ knownAs, hits }: Subject, what: 'person' | 'computer'): string | null {
  if (hits.length < 2) return null
  const reasons = knownAs.filter(({ tenants }) => tenants > 1)
  if (reasons.length === 0) return null
  const [first, ...rest] = reasons
  if (!first) return null
  const said = [
    `${sameWord[first.by]} matches in ${plural(first.tenants, 'tenant')}`,
    ...rest.slice(0, 1).map(({ by, tenants }) => `${sameWord[by]} in ${count(tenants)}`),
  ]
  return `Same ${what} because ${said.join(', ')}`
}
