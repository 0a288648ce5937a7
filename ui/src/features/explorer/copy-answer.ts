import type { Documented, FollowedView, FollowEnd, NotCheckedCause, Timing } from '#ipc/bindings'
import { bytes, count, duration, plural } from '#lib/format'

const ends: Readonly<Record<FollowEnd, string>> = {
  last: 'That is all of them.',
  cap: 'There are more pages.',
  repeated: 'It stopped when a page came a second time.',
  elsewhere: 'It stopped because the next page would have been on another host.',
  failed: 'It stopped when a page did not come; what came before is kept.',
}

const notChecked: Readonly<Record<NotCheckedCause, string>> = {
  tooLarge: 'Too long to be checked against the document.',
  notJson: 'Not JSON, so it could not be checked against the document.',
  schema: 'The document asks for something that cannot be checked.',
}

/** What the part where answers are shown says. */
export const copy = {
  label: 'Answer',
  none: 'No answer',
  noneText: 'What comes back stands here, with its status, time and size.',
  stopped: 'Stopped. The server may have worked on it all the same.',
  notSent: (fields: number) =>
    fields === 1
      ? 'Nothing was sent. One field is marked above.'
      : `Nothing was sent. ${fields} fields are marked above.`,
  objections: 'Nothing was sent yet. The document’s objections stand above.',
  renewed: 'Token renewed once',
  means: (words: string) => `To this vendor: ${words}`,
  tabs: {
    table: 'Table',
    body: 'Body',
    tree: 'Tree',
    picture: 'Picture',
    headers: 'Headers',
    request: 'Request',
  },
  parts: {
    dns: 'DNS',
    connect: 'Connect',
    tls: 'TLS',
    wait: 'Wait',
    body: 'Body',
  },
  kept: 'Kept connection',
  time: (parts: readonly { word: string; ms: number }[]) =>
    `Time: ${parts.map(({ word, ms }) => `${word} ${duration(ms)}`).join(', ')}`,
  hops: (all: number) => plural(all, 'redirect'),
  way: (way: string) => `Way: ${way}`,
  hop: 'Redirects',
  bodyLabel: 'Answer body',
  empty: 'The answer has no body.',
  binary: (size: string) =>
    `The body is not text: ${bytes(size)} of bytes, which are not shown. It can be saved.`,
  notKept: {
    title: 'The body was not kept',
    text: 'Only status, headers and time of this answer are remembered. Bodies are remembered when the settings say so.',
    link: 'Open the settings',
  },
  copyBody: 'Copy the body',
  copyLines: 'Copy the lines in view',
  find: {
    open: 'Find in the answer',
    field: 'Find in the answer',
    close: 'Close the search',
    next: 'Next hit',
    previous: 'Previous hit',
    hits: (at: number, all: number) => (all === 0 ? 'None' : `${count(at)} of ${count(all)}`),
    failed: 'The search did not work.',
  },
  save: 'Save…',
  saveTable: 'Save as CSV…',
  saved: (name: string) => `Saved as ${name}`,
  notSaved: 'It was not saved.',
  tree: {
    label: 'Answer body as a tree',
    inside: (kind: 'object' | 'array', children: number) =>
      kind === 'array' ? plural(children, 'item') : plural(children, 'field'),
    failed: 'This part could not be opened.',
    coming: 'Coming…',
    whole: 'whole',
  },
  table: {
    label: 'Answer as a table',
    which: 'List',
    name: (pointer: string, rows: number) =>
      `${pointer === '' ? 'The whole' : pointer} (${plural(rows, 'row')})`,
    sort: (column: string) => `Sort by ${column}`,
    order: 'Order of the answer',
    nothing: '—',
    missing: 'nothing',
    rows: (rows: number, columns: number) => `${plural(rows, 'row')}, ${plural(columns, 'column')}`,
    failed: 'The rows could not be read.',
  },
  picture: {
    alt: 'The picture that came back',
    awaited: 'the picture',
    failed: 'The picture could not be shown.',
    tooLarge: 'The picture is too large to be shown. It can be saved.',
  },
  requestSent: 'What was sent',
  requestHeaders: 'Headers',
  requestBody: 'Body',
  noRequestBody: 'No body was sent.',
  answerHeaders: 'Headers of the answer',
  secret: 'secret',
  follow: {
    more: 'There are more pages.',
    button: 'Follow all pages',
    pages: 'At most',
    pagesUnit: 'pages',
    wrong: 'A number from 1 on',
  },
  followed: ({ pages, rows, ended }: FollowedView) =>
    `${plural(rows, 'row')} from ${plural(pages, 'page')}. ${ends[ended]}`,
  putBack: (names: readonly string[]) =>
    `The next page had lost ${names.join(', ')}; Keydesk put ${names.length === 1 ? 'it' : 'them'} back.`,
  documented: {
    title: 'Compared with the document',
    fits: 'As documented',
    unknown: (fields: number) => `${plural(fields, 'field')} not in the document`,
    differs: (things: number) =>
      things === 1 ? '1 thing differs' : `${count(things)} things differ`,
    statusUnknown: 'Status not in the document',
    noSchema: 'No fields in the document',
    notChecked: 'Not checked',
    why: (cause: NotCheckedCause) => notChecked[cause],
    problems: 'What differs',
    unknownTitle: 'Fields the document does not know',
    place: 'Place',
    rule: 'Rule',
    expected: 'Asked for',
    got: 'There is',
    whole: 'the whole',
    statusUnknownText: 'The document does not say that this status may come back.',
    noSchemaText: 'The document does not describe the fields of this answer.',
    first: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)}.`,
  },
} as const

/** The parts of the time a call took, without those a kept connection saved. */
export function timeParts(
  timing: Timing,
): { id: keyof typeof copy.parts; word: string; ms: number }[] {
  const parts = [
    { id: 'dns', ms: timing.dnsMs },
    { id: 'connect', ms: timing.connectMs },
    { id: 'tls', ms: timing.tlsMs },
    { id: 'wait', ms: timing.waitMs },
    { id: 'body', ms: timing.bodyMs },
  ] as const
  return parts.flatMap(({ id, ms }) => (ms === null ? [] : [{ id, word: copy.parts[id], ms }]))
}

/** How an answer compares with its document, in a few words; nothing where there is no document. */
export function documentedWords(
  documented: Documented,
): { words: string; tone: 'ok' | 'warn' | 'quiet' } | null {
  switch (documented.kind) {
    case 'noDocument':
      return null
    case 'statusUnknown':
      return { words: copy.documented.statusUnknown, tone: 'warn' }
    case 'noSchema':
      return { words: copy.documented.noSchema, tone: 'quiet' }
    case 'notChecked':
      return { words: copy.documented.notChecked, tone: 'quiet' }
    case 'fits':
      return documented.unknown.length === 0
        ? { words: copy.documented.fits, tone: 'ok' }
        : { words: copy.documented.unknown(documented.unknown.length), tone: 'warn' }
    case 'differs':
      return { words: copy.documented.differs(documented.problems.length), tone: 'warn' }
    default: {
      const never: never = documented
      return never
    }
  }
}
