import { count, plural } from '#lib/format'

/** What the screen of free requests and of the past says. */
export const copy = {
  title: 'Requests',
  noTenants: {
    title: 'Nobody to send a request to',
    text: 'Requests go to a tenant, with its session. Add one first.',
    add: 'Add a tenant',
  },
  failed: 'The tenants could not be read.',
  awaited: 'the tenants',
  shelf: 'Sent',
  shelfButton: 'Sent before',
  closeShelf: 'Close the list',
  resizeShelf: 'Width of the list of what was sent',
  resizeAnswer: 'Width of the answer',
  find: 'Find a request',
  findHint: 'Method, path, status…',
  whose: 'Tenant',
  everyone: 'All tenants',
  total: (all: number) => plural(all, 'entry', 'entries'),
  none: 'Nothing has been sent yet.',
  noneFound: (words: string) => `Nothing that was sent has “${words}” in it.`,
  list: 'What was sent, newest first',
  coming: 'Coming…',
  listFailed: 'What was sent could not be read.',
  openFailed: 'This entry could not be opened.',
  opened: 'Opened from what was sent',
  openedBefore: 'What stood here was put aside.',
  putBack: 'Put it back',
  compare: {
    choose: 'Compare two answers',
    chooseHint: (chosen: number) =>
      chosen === 0
        ? 'Choose two entries.'
        : chosen === 1
          ? 'Choose one more entry.'
          : 'Two entries are chosen.',
    run: 'Compare',
    stop: 'Stop choosing',
    title: 'Two answers compared',
    close: 'Back to the request',
    older: 'Older',
    newer: 'Newer',
    counts: (added: number, removed: number) =>
      added === 0 && removed === 0
        ? 'The two are the same.'
        : `${plural(added, 'line')} added, ${plural(removed, 'line')} removed`,
    cut: 'Only the first part of each was compared.',
    lines: 'Lines that differ, and those around them',
    same: 'Lines that are the same',
    added: 'added',
    removed: 'removed',
    awaited: 'the comparison',
  },
  clear: {
    button: 'Forget what was sent…',
    title: (tenant: string | undefined) =>
      tenant === undefined
        ? 'Forget everything that was sent?'
        : `Forget what was sent to ${tenant}?`,
    text: (all: number) =>
      `${plural(all, 'entry', 'entries')} with ${all === 1 ? 'its' : 'their'} headers, bodies and answers ${all === 1 ? 'goes' : 'go'} from this machine. What the servers keep is not touched.`,
    whatElse: 'Files that were saved stay.',
    keep: 'Keep it',
    go: 'Forget it',
    done: (all: number) => `${plural(all, 'entry', 'entries')} forgotten`,
  },
  method: 'Method',
  address: 'Method and path',
  path: 'Path',
  pathHint: '/path?name=value',
  pathMeans: (origin: string) => `Behind ${origin}`,
  parts: 'Parts of the request',
  tabs: { query: 'Query', headers: 'Headers', body: 'Body', preview: 'Preview', code: 'Code' },
  query: {
    title: 'Query',
    name: (row: number) => `Name ${row}`,
    value: (row: number) => `Value of ${row}`,
    nameHint: 'Name',
    valueHint: 'Value',
    add: 'Add a pair',
    remove: (name: string) => `Remove ${name || 'the pair without a name'}`,
    none: 'No pairs yet. What is added here stands behind the path, and the other way round.',
  },
  bodyMedia: 'Media type',
  bodyHint: 'Sent exactly as it is written.',
  shown: (shown: number, all: number) => `${count(shown)} of ${count(all)}`,
} as const
