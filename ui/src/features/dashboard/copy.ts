import { clock, clockShort, count, duration, plural } from '#lib/format'

import type { Call } from './model'

/** What the dashboard says. */
export const copy = {
  title: 'Dashboard',
  tenants: 'Tenants',
  attention: 'What needs attention',
  allWell: 'All tenants answer',
  whichTenants: 'Which tenants',
  all: 'All',
  refresh: 'Refresh',
  refreshAll: 'Ask all tenants again',
  more: (name: string) => `More for ${name}`,
  refreshOne: 'Refresh',
  signIn: 'Sign in',
  signOut: 'Sign out',
  openExplorer: 'Open in the explorer',
  openForChanges: 'Open for changes…',
  edit: 'Edit',
  check: 'Check the connection',
  diagnose: 'Diagnose',
  retry: 'Retry',
  look: 'Look',
  alreadySignedIn: 'Somebody is signed in already',
  notSignedIn: 'Nobody is signed in',
  asking: 'Asking',
  awaited: (name: string) => `the answer of ${name}`,
  noLimit: 'No limit published',
  budget: (left: number, calls: number, window: string) =>
    `${count(left)} of ${count(calls)} ${window}`,
  noCalls: 'No calls left',
  of: (whole: number) => `of ${count(whole)}`,
  asOf: (at: string) => `as of ${clock(at)}`,
  asOfShort: (at: string) => `as of ${clockShort(at)}`,
  neverAnswered: 'No answer yet',
  notLoaded: 'Nothing loaded yet',
  signedOutNote: 'Signed out. Nothing is asked until you sign in.',
  showing: (at: string) => `Showing data from ${clockShort(at)}.`,
  needs: (rights: readonly string[]) => `Needs ${rights.join(', ')}`,
  rightUnknown: 'A right is missing; the server does not say which',
  answeredIn: (ms: number) => duration(ms),
  silent: (ms: number) => `silent for ${duration(ms)}`,
  barSentence: (label: string, parts: readonly string[]) => `${label}: ${parts.join(', ')}`,
  callsTitle: 'Recent calls',
  callsEmpty: 'Calls sent from the explorer show up here.',
  noAnswer: 'no answer',
  emptyTitle: 'No tenants yet',
  emptyText:
    'A tenant is one system you look after. Its health and its numbers show up here as soon as it is added.',
  addTenant: 'Add a tenant',
  openDemo: 'Open the demo tenants',
  openingDemo: 'Opening the demo tenants',
  noneHere: 'No tenants here',
  noneHereText: 'No tenant belongs to this environment.',
  showAll: 'Show all',
  refused: 'could not be done',
} as const

/** Why a tenant needs a look, as a short sentence. */
export function callWords({ name, health, rights }: Call): string {
  switch (health) {
    case 'notReachable':
      return `${name} is not reachable`
    case 'refused':
      return `${name} refused the sign-in`
    case 'rightMissing':
      return `${name}: ${rights > 1 ? `${plural(rights, 'right')} are missing` : 'one right is missing'}`
    case 'slow':
      return `${name} is slow`
    case 'signedOut':
      return `${name} is signed out`
    default: {
      const never: never = health
      return never
    }
  }
}
