import type { BulkFault, BulkNote, BulkRowState, BulkStop } from '#ipc/bindings'
import { count, duration, plural, span } from '#lib/format'
import { problemWords } from '#lib/problem-words'

import type { Part } from './model'
import type { StepId } from './search'

/** What Bulk says. */
export const copy = {
  title: 'Bulk',
  about: 'One task for many rows',
  steps: 'Steps from a file to a run',
  stepOf: (at: number, of: number) => `Step ${at} of ${of}`,
  saved: 'A run is kept on this computer. You can close this and come back.',
  noTenantsTitle: 'No tenants yet',
  noTenantsText: 'Something is done for many in a tenant. Add one to begin.',
  addTenant: 'Add a tenant',
  retry: 'Retry',
  cancel: 'Cancel',
  name: {
    file: 'File',
    map: 'Map',
    check: 'Check',
    preview: 'Preview',
    run: 'Run',
  } satisfies Record<StepId, string>,
  file: {
    title: 'What is done, and for which rows',
    lead: 'Choose a tenant and a task, then a file with one row for each time it is done. Files of spreadsheets saved as CSV are read as they are. Nothing is changed yet.',
    note: 'A sheet or rows of a table',
    tenant: 'Tenant',
    task: 'Task',
    taskHint: 'Only tasks that change something and need no secret can be done for many.',
    noTask: 'No task of this tenant can be done for many.',
    chooseTenant: 'Choose a tenant first.',
    chooseTask: 'Choose a task first.',
    reading: 'Reading',
    choose: 'Choose a file…',
    other: 'Choose another file…',
    taken: (rows: number, name: string) => `${plural(rows, 'row')} of “${name}”`,
    takenWhy: 'You took them along from a table.',
    take: (rows: number) => `Use ${rows === 1 ? 'this row' : `these ${count(rows)} rows`}`,
    drop: 'Leave them',
    next: 'Map the columns',
    sheet: 'The sheet',
    rows: (rows: number, columns: number) => `${plural(rows, 'row')}, ${plural(columns, 'column')}`,
    how: (encoding: string, separator: string) => `${encoding}, ${separator}`,
  },
  map: {
    title: 'Which column is what',
    lead: 'What could be guessed is filled in. A value can be the same for every row instead.',
    note: (fields: number) => `${plural(fields, 'field')}`,
    table: 'Fields and where they come from',
    field: 'Field',
    from: 'Comes from',
    sample: 'First cells',
    same: 'The same for every row',
    none: 'Left empty',
    value: 'Value for every row',
    valueOf: (field: string) => `${field} for every row`,
    choose: 'Choose a column',
    optional: 'may be left empty',
    guessed: 'guessed',
    missing: (fields: readonly string[]) => `Still missing: ${fields.join(', ')}`,
    next: (rows: number) => `Check ${plural(rows, 'row')}`,
    unused: (columns: readonly string[]) => `Not used: ${columns.join(', ')}`,
  },
  check: {
    title: 'Every row, held to the task and to what is there',
    lead: 'Each name is looked for in the tenant, and the task is done as far as its preview. Nothing is changed.',
    note: 'Nothing is changed',
    begin: (rows: number) => `Check ${plural(rows, 'row')}`,
    again: 'Check again',
    checking: (at: number, of: number) => `${count(at)} of ${plural(of, 'row')} looked at`,
    bar: 'Rows looked at',
    table: 'Rows and what was found',
    filter: 'Find in the rows',
    which: 'Which rows',
    counts: (ready: number, wrong: number, nothing: number) =>
      `${count(ready)} fine, ${count(wrong)} with faults, ${count(nothing)} with nothing to do`,
    onlyFine: (wrong: number) =>
      `${plural(wrong, 'row')} with faults ${wrong === 1 ? 'is' : 'are'} left out. Correct the file and choose it again to have them, too.`,
    noneFine: 'No row can be done as it is. Correct the file or the mapping.',
    next: (ready: number) => `Preview ${plural(ready, 'change', 'changes')}`,
  },
  preview: {
    title: 'What would become what',
    lead: 'Each line is one thing that changes. One approval covers all of them.',
    note: 'Line by line',
    table: 'What would become what',
    filter: 'Find in the changes',
    columns: { line: 'Line', what: 'What', before: 'Now', after: 'Then' },
    rules: 'When it stops by itself',
    pilot: 'Pause after the first rows',
    pilotHint: 'So that you can look at them before the rest. 0 for no pause.',
    failures: 'Stop after so many failures',
    failuresHint: '0 to go on whatever fails.',
    start: (rows: number) => `Review and approve ${plural(rows, 'row')}…`,
    startHint: 'You approve all of them in the other window. Nothing is sent before.',
    locked: 'Open the tenant for changes first.',
    busy: 'It was begun already.',
  },
  run: {
    title: 'The run',
    note: 'Nothing begun yet',
    lead: 'Rows are done one after the other. Each is written down before it is begun and after it is over.',
    asking: 'Approve or refuse it in the other window',
    looking: 'Looking into what is left, then asking for your approval in the other window',
    none: 'This run is not there any more.',
    table: 'Rows and what came of them',
    filter: 'Find in the rows',
    which: 'Which rows',
    pause: 'Pause',
    halt: 'Stop now',
    pausing: 'It stops before the next row.',
    goOn: (rows: number) => `Go on with ${plural(rows, 'row')}…`,
    retryFailed: (rows: number) => `Retry ${count(rows)} failed…`,
    save: 'Save results…',
    saved: (name: string) => `Saved as ${name}`,
    forget: 'Forget',
    forgetTitle: 'Forget this run?',
    forgetText:
      'What was changed stays changed. What came of each row is gone afterwards: save the results first if you need them.',
    forgetIt: 'Forget the run',
    keep: 'Keep it',
    another: 'Do something for others',
    rate: (perMs: number) => {
      const minute = perMs * 60_000
      return minute >= 1 ? `${count(Math.round(minute))} rows a minute` : 'under one row a minute'
    },
    left: (ms: number) => (ms < 60_000 ? `about ${duration(ms)} left` : `about ${span(ms)} left`),
    unknown:
      'Of some rows it is not known whether they were done. Look at them in the product before you do them again.',
    totals: 'How the rows stand',
  },
  runs: {
    broken: 'Runs that were broken off',
    earlier: 'Earlier runs',
    resume: 'Resume…',
    open: 'Open',
    going: 'Going on',
    at: (at: string) => `begun ${at}`,
    stands: (over: number, all: number) => `${count(over)} of ${plural(all, 'row')} over`,
    failed: (rows: number) => `${count(rows)} failed`,
    unknown: (rows: number) => `${count(rows)} not known`,
  },
  columns: { line: 'Line', state: 'State', words: 'Why' },
  refused: (times: number, operation: string) =>
    `${plural(times, 'row')} ended where a right is missing for ${operation}.`,
} as const

/** What stands between cells, in words. */
export function separatorWord(separator: string): string {
  switch (separator) {
    case ',':
      return 'commas'
    case ';':
      return 'semicolons'
    case '\t':
      return 'tabs'
    case '|':
      return 'bars'
    default:
      return separator
  }
}

/** What a person should know of how a sheet was read. */
export function noteWords(note: BulkNote): string {
  switch (note.kind) {
    case 'short':
      return `${plural(note.rows, 'row has', 'rows have')} fewer cells than the head, the first in line ${note.line}. The rest is taken as empty.`
    case 'long':
      return `${plural(note.rows, 'row has', 'rows have')} more cells than the head, the first in line ${note.line}. What is too much was left out.`
    case 'formula':
      return `${plural(note.cells, 'cell holds', 'cells hold')} a formula, the first in line ${note.line}, column ${note.column}. It is taken as text and never computed.`
    case 'sameName':
      return `Two columns had the same name. The second is called ${note.column} now.`
    default: {
      const never: never = note
      return never
    }
  }
}

/** What is wrong with a row, as a sentence. */
export function faultWords(fault: BulkFault): string {
  switch (fault.kind) {
    case 'value':
      return fault.problem.kind === 'notOneOf' && fault.problem.allowed.length === 0
        ? 'This is none of the choices.'
        : problemWords(fault.problem)
    case 'twice':
      return `The same as line ${fault.line}.`
    case 'notThere':
      return 'Nothing of that name is there.'
    case 'several':
      return 'Several things of that name are there.'
    case 'oneByOne':
      return 'It has to be done by itself: a later step needs an answer first.'
    default: {
      const never: never = fault
      return never
    }
  }
}

export const stateWord: Readonly<Record<BulkRowState['kind'], string>> = {
  ready: 'Fine',
  nothing: 'Nothing to do',
  wrong: 'Fault',
  refused: 'Refused',
  waiting: 'Waiting',
  begun: 'Not known yet',
  done: 'Done',
  skipped: 'Nothing to do',
  failed: 'Failed',
  unknown: 'Not known',
}

export const partWord: Readonly<Record<Part, string>> = {
  all: 'All',
  fine: 'Fine',
  faults: 'With faults',
  nothing: 'Nothing to do',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known',
  waiting: 'Waiting',
}

/** Why a run waits for a person. */
export const stopWords: Readonly<Record<BulkStop, string>> = {
  paused: 'Paused by you.',
  pilot: 'The first rows are done. Look at them, then go on.',
  failures: 'Stopped: too many rows failed.',
  interrupted: 'It was broken off. What was begun is looked into before anything is done again.',
  ended: 'Every row is over.',
}
