import type {
  DocumentLine,
  Effect,
  ExchangeLine,
  SendProgress,
  SlotPlace,
  Unavailable,
} from '#ipc/bindings'
import { bytes, calendarDay, clockShort, count, duration, plural } from '#lib/format'
import { effectLook } from '#lib/looks'

const places: Readonly<Record<SlotPlace, string>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
}

const today = (at: string) => new Date(at).toDateString() === new Date().toDateString()

/** Every sentence the explorer says. */
export const copy = {
  title: 'Explorer',
  noDocuments: {
    title: 'No document to explore',
    text: 'The explorer lists what an API can do, from the document of a tenant or from a file.',
    add: 'Add a tenant',
  },
  openFile: 'Open a file…',
  opening: 'Opening…',
  gone: {
    title: 'That document is not open any more',
    text: 'Files are closed with the program. Open it again, or choose another document.',
  },
  chooseDocument: 'Choose a document',
  closeFile: (title: string) => `Close ${title}`,
  tryAgain: 'Try again',
  readAgain: 'Read it again',
  openOurs: 'Open our own document',
  awaitedDocument: (title: string) => `the document ${title}`,
  awaitedOperation: 'the operation',
  operations: (total: number) => plural(total, 'operation'),
  shownOf: (shown: number) => `${count(shown)} shown`,
  found: (hits: number, more: boolean) =>
    hits === 0
      ? 'Nothing found'
      : more
        ? `The first ${plural(hits, 'operation')} found`
        : `${plural(hits, 'operation')} found`,
  nothingFound: (words: string) => `No operation has “${words}” in its name, path or fields.`,
  nothingShown: 'No operation has an effect that is shown.',
  find: 'Find an operation',
  findHint: 'Path, name or field',
  narrow: 'Narrow it: method:get tag:vault path:/jump',
  standing: 'How the list stands',
  byGroup: 'By group',
  byPath: 'By path',
  showEffects: 'Show effects',
  resizeTree: 'Width of the list of operations',
  resizeTry: 'Width of the request',
  operationsButton: 'Operations',
  comingRow: 'Coming…',
  rowName: (method: string, words: string, effect: Effect) =>
    `${method} ${words}, ${effectLook[effect].word.toLowerCase()}`,
  groupName: (name: string, inside: number) => `${name} ${plural(inside, 'operation')}`,
  deprecated: 'Deprecated',
  findings: {
    button: (total: number) => `${plural(total, 'part')} not read`,
    title: 'What could not be read',
    lead: 'Everything else of the document works. These parts are left out or shown as they stand.',
    at: (line: number | null, column: number | null) =>
      line === null ? '' : column === null ? `line ${line}` : `line ${line}, column ${column}`,
    awaited: 'the list',
  },
  chooseOperation: {
    title: 'Choose an operation',
    text: 'Its page says what it does, what it needs and what comes back. Operations that only read can be tried at once.',
  },
  servers: 'Servers the document names',
  callsGoTo: 'Calls go to',
  nowhere: 'Nowhere: it belongs to no tenant',
  groups: 'Groups',
  facts: {
    effect: 'Effect',
    needs: 'Needs',
    source: 'Source',
    since: 'Since',
    evidence: 'Evidence',
  },
  effectMeans: {
    reads: 'looks, and changes nothing',
    discloses: 'hands out something secret',
    changes: 'changes something that can be set back',
    removes: 'cannot simply be set back',
  } satisfies Record<Effect, string>,
  unclassifiedMeans: 'Nobody has classified it yet, so it is treated with care.',
  copyPath: 'Copy the path',
  parts: 'Parts of the operation',
  tabs: {
    body: 'Body',
    parameters: 'Parameters',
    answers: 'Answers',
    examples: 'Examples',
    example: 'Example',
  },
  noParameters: 'It takes no parameters.',
  noBodyAnswered: 'It comes without a body.',
  noAnswers: 'The document does not say what comes back.',
  noSchema: 'The document does not describe its fields.',
  schema: {
    field: 'Field',
    type: 'Type',
    rule: 'Rule',
    means: 'Means',
    whole: 'the whole',
    bodyLabel: 'Body of the request',
    answerLabel: (status: string) => `Fields of the answer ${status}`,
    parametersLabel: 'Parameters',
    fields: (fields: number) => plural(fields, 'field'),
    leads: (name: string) => `opens ${name} above`,
    allowed: 'One of',
    more: (more: number) => `and ${count(more)} more`,
    required: 'required',
    readOnly: 'read-only',
    writeOnly: 'write',
    nullable: 'or null',
    oneOf: (allowed: readonly string[]) =>
      `One of ${allowed.slice(0, 12).join(', ')}${allowed.length > 12 ? ' …' : ''}`,
    default: (value: string) => `Default ${value}`,
    media: 'Media type',
    coming: 'Coming…',
    failed: 'This part could not be opened.',
    empty: 'Nothing below it.',
  },
  place: (place: SlotPlace) => places[place],
  sentBefore: 'Sent before',
  sentNothing: 'Nothing has been sent from here yet.',
  openSent: 'Open again',
  when: (at: string) => (today(at) ? clockShort(at) : calendarDay(at)),
  noAnswer: 'none',
  sentLine: (line: ExchangeLine) => `${line.method} ${line.address}`,
  bodyRequired: 'A body must be sent.',
  bodyOptional: 'May be left empty.',
  unavailable: (why: Unavailable, tenant: string | undefined, effect: Effect): string => {
    switch (why) {
      case 'noTenant':
        return 'This document belongs to no tenant, so there is nobody to send it to.'
      case 'locked':
        return `${tenant ?? 'The tenant'} is locked: only reads can be sent, and this one ${effectVerb[effect]}.`
      default: {
        const never: never = why
        return never
      }
    }
  },
  progress: (progress: SendProgress | null, asks = false): string => {
    if (progress === null) return asks ? 'Approve or refuse it in the other window' : 'Sending'
    switch (progress.kind) {
      case 'signingIn':
        return 'Signing in first'
      case 'sent':
        return 'Sent, waiting for the answer'
      case 'waiting':
        return `Asked to wait ${duration(progress.ms)}`
      case 'renewed':
        return 'Token renewed, sent again'
      case 'receiving':
        return `Receiving, ${bytes(progress.bytes)} so far`
      case 'following':
        return `Following pages: ${plural(progress.pages, 'page')}, ${plural(progress.rows, 'row')} so far`
      default: {
        const never: never = progress
        return never
      }
    }
  },
} as const

const effectVerb: Readonly<Record<Effect, string>> = {
  reads: 'reads',
  discloses: 'hands out a secret',
  changes: 'changes something',
  removes: 'removes something',
}

const whose = (name: string): string => (name.endsWith('s') ? `${name}’` : `${name}’s`)

/** Where a document comes from, in words. */
export function originWords(line: DocumentLine, tenant: string | undefined): string {
  switch (line.origin.kind) {
    case 'tenant': {
      const read =
        line.origin.readAt === null ? 'not read yet' : `read ${copy.when(line.origin.readAt)}`
      return `${whose(tenant ?? 'This tenant')} own document, ${read}`
    }
    case 'before':
      return `${whose(tenant ?? 'This tenant')} own document as it was, read ${copy.when(line.origin.readAt)}`
    case 'ours':
      return `Our own document${tenant === undefined ? '' : ` for ${tenant}`}`
    case 'file':
      return `The file ${line.origin.name}`
    default: {
      const never: never = line.origin
      return never
    }
  }
}
