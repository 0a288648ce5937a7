import type { AccessCell, Purpose } from '#ipc/bindings'
import { clock, count, plural } from '#lib/format'

/** What Access says. */
export const copy = {
  title: 'Access',
  views: 'What is looked at',
  view: { matrix: 'Who holds what', least: 'What is enough', sheet: 'Hand-over sheet' },
  whereTitle: 'Of which tenant?',
  whereText: 'Each product has permissions of its own, and each tenant its own holders.',
  noTenantsTitle: 'No tenants yet',
  noTenantsText: 'Permissions are those of a tenant’s product. Add one to begin.',
  addTenant: 'Add a tenant',
  awaited: 'the permissions',
  retry: 'Retry',
  cancel: 'Cancel',
  sections: 'Who may hold permissions',
  find: 'Find a permission',
  dangerous: 'Only dangerous',
  differing: 'Only what differs',
  preset: 'Beside them',
  presetNote: 'What is needed',
  noPreset: 'Nothing beside them',
  presetFor: (label: string) => `What “${label}” needs`,
  save: 'Save as CSV…',
  saved: (name: string) => `Saved as ${name}`,
  nothingToSave: 'Nothing was read yet.',
  reading: 'Reading…',
  read: 'Read who holds them',
  readAgain: 'Read again',
  readAt: (at: string) => `Read at ${clock(at)}`,
  permission: 'Permission',
  matrix: (section: string) => `${section}: who holds what`,
  nothingFits: 'No permission fits these words and choices.',
  noPermissions: 'The catalogue names no permissions that can be held here.',
  legend: 'What the marks mean',
  state: {
    notLoaded: 'Nobody was asked yet who holds these. Asking only reads.',
    none: (label: string) => `Asked, and allowed to see: there are no ${lower(label)}.`,
    nobodyAt: (place: string) => `Nobody holds anything at this ${lower(place)}.`,
    rest: (rest: number) =>
      rest === 1
        ? 'One more holder was not looked at.'
        : `${count(rest)} more holders were not looked at.`,
    notAllowed: (needs: readonly string[]) =>
      needs.length > 0
        ? `To see it, this needs ${needs.join(', and ')}.`
        : 'A right is missing. Which one is not known.',
    notSupported: 'This version does not tell who holds these.',
    notReadable: (label: string, because: string) =>
      `${because}. ${label}: what they hold is told by the console alone.`,
  },
  page: 'In the console',
  copyPage: 'Copy the page',
  copyAddress: 'Copy its address',
  place: {
    label: (one: string) => one,
    all: 'All that were read',
    hint: (read: number, all: number) => `${count(read)} of ${count(all)} read`,
    none: 'None of that name.',
    states: { notLoaded: 'Not read yet', read: 'Read', missing: 'Could not be asked' },
    notLoaded: (one: string) => `This ${lower(one)} was not read yet.`,
    read: (one: string) => `Read this ${lower(one)}`,
  },
  compare: {
    label: 'Compare two',
    one: 'Compare',
    with: 'With',
    choose: 'Choose a column',
    off: 'Stop comparing',
    begin: 'Compare with another',
    second: (name: string) => `Compare with ${name}`,
    differ: (lines: number) => `They differ (${count(lines)})`,
    same: (lines: number) => `The same (${count(lines)})`,
    half: 'Choose the second column.',
  },
  panel: {
    title: 'Looked at more closely',
    emptyTitle: 'Choose a cell',
    emptyText:
      'Press a cell, a permission or the head of a column. Here stands what it lets one do, and which operations it opens.',
    close: 'Close',
    lets: (lets: string) => `Lets one ${lets}.`,
    includes: 'Comes with it',
    onlyWith: 'Counts only together with',
    since: (version: string) => `From version ${version}`,
    whoHas: (label: string) => `Who has it: ${label}`,
    nobody: 'Nobody of those who were read.',
    notRead: 'Who has it was not read.',
    more: (rest: number) => `Show ${count(rest)} more`,
    holds: (held: number, all: number) => `${count(held)} of ${count(all)} permissions`,
    dangerous: 'Dangerous, and held',
    noDanger: 'Nothing that is held is dangerous.',
    unsaid: (unsaid: number) =>
      `Of ${plural(unsaid, 'permission')} the product did not say whether they are held.`,
    unknown: 'Held, and not in the catalogue',
    least: 'What would be enough?',
    sheet: 'Hand-over sheet',
    warn: 'Know this first',
    at: (place: string) => `At ${place}`,
  },
  opens: {
    title: 'Operations it opens',
    partly: 'Opens them only together with more',
    awaited: 'the operations',
    none: 'No operation that is in the catalogue needs it.',
    noneHeld: 'No operation that needs a permission is open.',
    also: (needs: string) => `and needs ${needs}`,
    free: (free: number) => `${plural(free, 'operation')} need nothing but to be signed in.`,
    unsaid: (unsaid: number) => `Of ${plural(unsaid, 'operation')} nobody says what they need.`,
  },
  danger: 'Dangerous',
} as const

const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1)

export const cellWord: Readonly<Record<AccessCell['kind'], string>> = {
  granted: 'Held',
  included: 'Comes with something else',
  not: 'Not held',
  unknown: 'Not said',
}

/** A cell as a sentence about somebody. */
export function cellSentence(name: string, cell: AccessCell | undefined): string {
  if (!cell) return `${name} cannot hold it here.`
  switch (cell.kind) {
    case 'granted':
      return `${name} holds it: it was given.`
    case 'included':
      return cell.through.length > 0
        ? `${name} holds it through ${cell.through.join(', ')}.`
        : `${name} holds it: it comes with something else.`
    case 'not':
      return `${name} does not hold it.`
    case 'unknown':
      return `The product did not say whether ${name} holds it.`
    default: {
      const never: never = cell
      return never
    }
  }
}

export const purposeWord: Readonly<Record<Purpose, string>> = {
  dashboard: 'Seeing how things stand',
  helpDesk: 'Helping people',
  provisioning: 'Making users and roles',
  reporting: 'Reading what happened',
  other: 'Something of this product alone',
}
