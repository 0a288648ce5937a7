import type { TaskGroup, TaskProgress, TaskProof } from '#ipc/bindings'
import { count, duration, plural } from '#lib/format'

import type { Fault } from './model'

/** What Tasks says. */
export const copy = {
  title: 'Tasks',
  list: 'What help-desk staff do most',
  find: 'Find a task',
  tenant: 'Tenant',
  allTenants: 'All tenants',
  nothingFits: 'No task fits these words.',
  emptyTitle: 'What is to be done?',
  emptyText:
    'Choose a task. You fill in a form, see what would happen and the exact calls, and approve it.',
  noTasksText: 'There are no guided tasks for this kind of system. The explorer has all its calls.',
  noTenantsTitle: 'No tenants yet',
  noTenantsText: 'Tasks are done in tenants. Add one to begin.',
  addTenant: 'Add a tenant',
  retry: 'Retry',
  awaited: 'the task',
  where: 'Where?',
  whereText: 'Several tenants are of this kind. Choose the one in which it is done.',
  inConsole: 'You, in the console',
  again: 'Begin anew',
  look: { reads: 'Find out', other: 'Show what it will do' },
  lookAgain: 'Show again what it will do',
  cancel: 'Cancel',
  stoppedLooking: 'Stopped. Nothing was changed.',
  stoppedDoing: 'Stopped. What had left before may have been done: look before you do it again.',
  optional: 'May be left empty.',
  choose: 'Choose one',
  yes: 'Yes',
  no: 'No',
  dayHint: 'A day, as in 2026-11-22.',
  pickAsking: 'Asking…',
  pickNone: 'Nothing of that name was found.',
  pickFirst: (label: string) => `Fill in “${label}” first.`,
  enterSecret: 'Enter it…',
  replaceSecret: 'Replace…',
  held: (letters: number) => `Held by the core, ${plural(letters, 'character')}`,
  secretHint: 'It is typed in a window of its own, and never comes here.',
  operations: 'The calls it makes',
  needs: (rights: readonly string[]) => `needs ${rights.join(', ')}`,
  willDo: 'What it will do',
  becomes: 'becomes',
  changes: 'What changes',
  calls: (calls: number) => `Exactly what is sent: ${plural(calls, 'call')}`,
  later: 'After that, when their answers are known, and asked about by itself:',
  body: 'Body',
  go: 'Review and approve…',
  goHint: 'You approve it in the other window. Nothing is sent before.',
  locked: 'Open the tenant for changes first.',
  approve: 'Approve or refuse it in the other window',
  steps: 'What is being done',
  stepDone: 'done',
  stepNow: 'now',
  stepFailed: 'failed',
  result: 'What came of it',
  facts: 'What was found',
  table: 'What was found',
  filterTable: 'Find in the rows',
  ofAll: (rows: number, total: number) => `${count(rows)} of ${count(total)} are shown.`,
  many: (rows: number) => `Do something for ${plural(rows, 'row')}…`,
  putBack: 'Put it back…',
  toTicket: 'Copy to ticket',
  copied: 'Copied for the ticket',
  notCopied: 'The system did not let Keydesk copy',
  changedBefore: (changes: number) =>
    changes === 0
      ? 'Nothing was changed.'
      : `${plural(changes, 'change')} had been made before. Look at them in the activity.`,
  failedAt: (says: string) => `It could not go on at: ${says}`,
  unknown:
    'Whether the last change arrived is not known. Look whether it happened before you do it again.',
  activity: 'Open the activity',
  console: {
    title: 'Done in the console',
    page: 'The page',
    address: 'Its address',
    copyAddress: 'Copy the address',
    steps: 'What to do there',
    labels: 'Words on the page',
    copyWord: (word: string) => `Copy “${word}”`,
    say: 'What to say',
    copySay: 'Copy this sentence',
    copyAll: 'Copy all of it',
  },
} as const

export const groupWord: Readonly<Record<TaskGroup, string>> = {
  people: 'People',
  computers: 'Computers',
  requests: 'Requests',
  sessions: 'Sessions',
  accounts: 'Accounts',
  policies: 'Policies',
  reports: 'Reports',
}

export const proofWord: Readonly<Record<TaskProof, string | null>> = {
  notNeeded: null,
  seen: 'Done, and read back',
  notSeen: 'Taken, but not seen yet',
  notPossible: 'Taken; nothing shows it',
}

/** What is wrong with a field, below it. */
export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'missing':
      return 'This is needed.'
    case 'notPicked':
      return 'Choose one of the list.'
    case 'notANumber':
      return 'This has to be a whole number.'
    case 'notADay':
      return 'This has to be a day, as in 2026-11-22.'
    case 'tooSmall':
      return `This has to be at least ${count(fault.least)}.`
    case 'tooLarge':
      return `This has to be at most ${count(fault.most)}.`
    case 'tooShort':
      return `This has to have at least ${plural(fault.least, 'letter')}.`
    case 'tooLong':
      return `This has to have at most ${plural(fault.most, 'letter')}.`
    default: {
      const never: never = fault
      return never
    }
  }
}

/** A step that is being done, as a line. */
export function progressWords(progress: TaskProgress): string {
  switch (progress.kind) {
    case 'looking':
      return progress.says
    case 'sending':
      return progress.of > 1
        ? `${progress.says} (${count(progress.at)} of ${count(progress.of)})`
        : progress.says
    case 'waiting':
      return `Look again in ${duration(progress.ms)}`
    default: {
      const never: never = progress
      return never
    }
  }
}
