import type { CodeNote, SchemaNode, SchemaProblemView } from '#ipc/bindings'
import { count, plural } from '#lib/format'

import { firstWords } from './Blocks'

/** What the part where requests are written says. */
export const copy = {
  tryIt: 'Try it',
  views: {
    label: 'How to look at the request',
    form: 'Form',
    raw: 'Raw',
    preview: 'Preview',
    code: 'Code',
  },
  sentBy: 'Sent by Keydesk, not by the page',
  nothingToFill: 'This operation takes nothing. It can be sent as it is.',
  required: 'required',
  leaveOut: 'Leave it out',
  yes: 'Yes',
  no: 'No',
  moreFields: (more: number) => `Show ${plural(more, 'more field')}`,
  example: (text: string) => `for example ${text}`,
  several: 'Several values with commas between them',
  send: 'Send',
  sendAnyway: 'Send anyway',
  cancel: 'Cancel',
  extras: 'Headers and time limit',
  headers: {
    title: 'Headers',
    name: (row: number) => `Header ${row}`,
    value: (row: number) => `Value of header ${row}`,
    nameHint: 'Name',
    valueHint: 'Value',
    add: 'Add a header',
    remove: (name: string) => `Remove the header ${name || 'without a name'}`,
  },
  seconds: 'Time limit',
  secondsHint: 'Seconds for the whole call. Empty means the usual limits.',
  secondsWrong: 'This has to be a number of seconds above 0.',
  body: {
    label: 'Body',
    raw: 'Body as text',
    media: 'Media type',
    toRaw: 'Write it as text',
    noForm: (media: string) => `${media} has no form. It is written as text.`,
    tooLong: 'This body is too long for a form.',
    notJson: (line: number) =>
      `From line ${line} on this is not JSON, so there are no fields for it yet.`,
    wrongLine: (line: number) => `Not JSON from line ${line} on.`,
    examples: 'Examples',
    example: 'The document’s example',
    replaced: 'The example took the place of what was written',
    putBack: 'Put it back',
    lengthOf: (letters: number) => `${count(letters)} characters`,
    tooLargeToSend:
      'A text this long cannot be sent from here. Put it into a file and choose that.',
    chooseFile: 'Choose a file…',
    anotherFile: 'Another file…',
    fileAsBody: 'Use a file as the body…',
    fileIsBody: (name: string, size: string) => `The file ${name} (${size}) is the body.`,
    removeFile: (name: string) => `Remove the file ${name}`,
    fileFailed: 'The file could not be chosen.',
    schemaComing: 'Coming…',
    schemaFailed: 'The fields could not be read from the document.',
    shape: 'Shape',
    shapeNumber: (number: number) => `Shape ${number}`,
    item: (number: number) => `Item ${number}`,
    whole: 'Value',
    notSet: 'Not set',
    nullShown: 'null',
    makeNull: (name: string) => `Set ${name} to null`,
    leaveOut: (name: string) => `Leave out ${name}`,
    addItem: (name: string) => `Add an item to ${name}`,
    moreItems: (more: number) => `Show ${plural(more, 'more item')}`,
    listInRaw: 'The document does not say what is in this list. Write it as text.',
    add: (more: number) =>
      more === 1 ? 'Add one more field' : `Add one of ${count(more)} more fields`,
    addOwn: 'Add a field',
    addTitle: 'Fields that may be added',
    addFind: 'Name of the field',
    addMore: (more: number) => `${count(more)} more: type a part of the name.`,
    addNamed: (name: string) => `Add ${name}`,
  },
  problems: {
    title: (all: number) => `The document has ${plural(all, 'objection')}`,
    lead: 'Nothing was sent yet. The server may see it differently.',
    whole: 'The body',
    show: (place: string) => `Show ${place}`,
  },
  preview: {
    filled: (fields: readonly string[]) => `Filled with the ticket: ${fields.join(', ')}`,
    label: 'The request as it would leave',
    wrong: 'It cannot leave like this yet',
    headers: 'Headers',
    body: 'Body',
    cut: 'The first part of a long body.',
    awaited: 'the preview',
    files: 'Files',
  },
  code: {
    label: 'The request as code',
    language: 'Language',
    copy: 'Copy without secrets',
    awaited: 'the code',
    none: 'There is no language to write it in.',
  },
} as const

/** What to know before running code. */
export function noteWords(note: CodeNote): string {
  switch (note.kind) {
    case 'variable':
      return `Set the environment variable ${note.name} first.`
    case 'file':
      return `The file ${note.name} is read from the folder the code runs in.`
    case 'powerShell7':
      return 'Windows PowerShell 5.1 cannot send this; PowerShell 7 can.'
    case 'bodyRefused':
      return 'This language refuses to send a body with this method.'
    case 'addressRewritten':
      return 'The library writes some signs of the address in its own way.'
    case 'notCarried':
      return `The tool has no place for ${note.name}; it is left out.`
    default: {
      const never: never = note
      return never
    }
  }
}

const MOST_HINT = 90

/** What is said below a field: its type where that is not plain, its rule, its meaning. */
export function fieldHint({ typeWords, format, rule, description, readOnly }: SchemaNode): string {
  const words = firstWords(description)
  const meaning = words.length > MOST_HINT ? `${words.slice(0, MOST_HINT).trimEnd()}…` : words
  const type = typeWords === 'string' ? format : typeWords === 'boolean' ? null : typeWords
  const facts = [type, rule, readOnly ? 'only in answers' : null].filter(Boolean).join(', ')
  return [facts, meaning].filter((part) => part !== '').join(' · ')
}

/** What the document has against a value, as a sentence. */
export function problemLine({ rule, expected, got }: SchemaProblemView): string {
  switch (rule) {
    case 'required':
      return `Needed here: ${expected}.`
    case 'type':
      return `This has to be ${expected}, and is ${got}.`
    case 'enum':
    case 'const':
      return `This has to be ${expected}.`
    case 'pattern':
      return `This has to match ${expected}.`
    case 'format':
      return `This has to be written as ${expected}.`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `The document does not know ${got}.`
    default:
      return `${rule}: ${expected} is asked for, ${got} is there.`
  }
}
