import type { ChangeCounts, ChangeKind, ChangeWeight } from '#ipc/bindings'
import { calendarDay, clockShort, count, plural } from '#lib/format'

const sameYear = (at: string) => new Date(at).getFullYear() === new Date().getFullYear()
const today = (at: string) => new Date(at).toDateString() === new Date().toDateString()

/** `10:40` today, `3 November` this year, `3 November 2025` before. */
export const since = (at: string): string =>
  today(at)
    ? clockShort(at)
    : sameYear(at)
      ? calendarDay(at).replace(/ \d{4}$/, '')
      : calendarDay(at)

const weightWord: Readonly<Record<ChangeWeight, string>> = {
  breaking: 'Breaking',
  additive: 'Additive',
  wording: 'Wording',
}

/** `2 breaking, 5 additive, 9 wording`; what there is none of is left out. */
export function countsWords(counts: ChangeCounts): string {
  const parts = (['breaking', 'additive', 'wording'] as const).flatMap((weight) =>
    counts[weight] > 0 ? [`${count(counts[weight])} ${weight}`] : [],
  )
  return parts.length === 0 ? 'nothing that we can tell' : parts.join(', ')
}

/** What the explorer says of documents, their changes and the open operations. */
export const copy = {
  tabs: {
    label: 'Open operations',
    none: 'Operations that you open stand here.',
    another: 'Open another operation',
    close: 'Close',
    closeOthers: 'Close the others',
    closeAll: 'Close all',
    all: (open: number) => `All ${plural(open, 'open operation')}`,
  },
  readAgain: 'Read it again',
  about: 'About this document',
  compareWith: 'Compare with…',
  compareTitle: (title: string) => `Compare ${title} with`,
  compareLead: 'The document you choose is taken as the older one.',
  compareNone: 'There is no other document to compare it with.',
  nowShown: 'shown now',
  dismiss: 'Close this message',
  changes: {
    title: (at: string) => `Changed since ${since(at)}`,
    region: 'What changed',
    counts: countsWords,
    seen: 'I have seen this',
    seenNote: 'The older version is kept until you have seen what changed.',
    against: (older: string, newer: string) => `From ${older} to ${newer}`,
    leave: 'Stop comparing',
    show: 'Show changes',
    all: 'All',
    none: 'Nothing changed that we can tell.',
    noneOf: 'There are no changes of this kind.',
    awaited: 'the comparison',
    coming: 'Coming…',
    whole: 'The whole document',
    weight: (weight: ChangeWeight) => weightWord[weight],
    from: 'was',
    to: 'is',
    kind: {
      added: 'Added',
      removed: 'Removed',
      changed: 'Changed',
    } satisfies Record<ChangeKind, string>,
  },
  findings: {
    place: (pointer: string) => (pointer === '' ? 'the whole document' : pointer),
    copy: 'Copy the list',
    coming: 'Coming…',
  },
  goneOperation: {
    title: 'This operation is not in the document',
    text: 'may have been renamed or removed when the document changed, or the link is about another document.',
    search: (path: string) => `Look for ${path}`,
    front: 'About the document',
    close: 'Close its tab',
  },
  examples: {
    none: 'The document gives no example, and none could be made.',
    sent: 'To be sent',
    answered: (status: string) => `Answered with ${status}`,
    label: (of: string) => `Example: ${of}`,
    copy: 'Copy the example',
  },
  places: {
    path: 'Path',
    query: 'Query',
    header: 'Headers',
    cookie: 'Cookies',
  },
  source: {
    serversNote: 'shown, never called',
  },
} as const
