import type { NotASheetCause, Remedy, UnreadableCause } from '#ipc/bindings'

import type { FailureWords } from './failure-parts'
import { count } from './format'

/** What a request would have done to a tenant that is locked. */
export const lockedCause = {
  reads: 'Keydesk could not tell what this request does.',
  discloses: 'The request would hand out a secret.',
  changes: 'The request would change something.',
  removes: 'The request would remove something.',
} as const

/** What helps with the keychain; used by the band at the top as well. */
export const remedyWords: Readonly<
  Record<Remedy, Pick<FailureWords, 'title' | 'cause' | 'steps'>>
> = {
  unlock: {
    title: 'The keychain is locked',
    cause: 'Stored secrets cannot be read until it is unlocked.',
    steps: ['Unlock the keychain of this computer, then try again.'],
  },
  install: {
    title: 'There is no keychain on this computer',
    cause: 'Without one, secrets cannot be stored.',
    steps: ['Install or start one (for example GNOME Keyring or KWallet), then try again.'],
  },
  allow: {
    title: 'The system did not let Keydesk use the keychain',
    cause: 'Stored secrets cannot be read.',
    steps: ['Allow Keydesk in the keychain’s settings, then try again.'],
  },
  wait: {
    title: 'The keychain does not answer',
    cause: 'It may be waiting for you in another window.',
    steps: ['Look for a question from the system, then try again.'],
  },
  keyMissing: {
    title: 'The key of the vault is gone from the keychain',
    cause: 'What the vault holds cannot be opened without it.',
    steps: [
      'If the keychain was replaced, restore it and try again.',
      'Otherwise set the vault aside and enter the secrets again.',
    ],
  },
  damaged: {
    title: 'The vault’s file cannot be used',
    cause: 'It was cut short or changed by something else.',
    steps: ['Set it aside and enter the secrets again. The file is kept under another name.'],
  },
}

/** What a file is, instead of a document, and what to do about it. */
export function unreadableWords(
  why: UnreadableCause,
): Pick<FailureWords, 'title' | 'cause' | 'steps'> {
  switch (why.kind) {
    case 'empty':
      return {
        title: 'The document is empty',
        cause: 'There is nothing in it.',
        steps: ['It may not have been saved or downloaded to the end. Get it again.'],
      }
    case 'html':
      return {
        title: 'This is a web page, not a document',
        cause: 'It may be the page that shows the document, a sign-in page or an error page.',
        steps: ['Look on that page for a link to the document itself, as JSON or YAML.'],
      }
    case 'binary':
      return {
        title: 'This is no text',
        cause: 'It is a picture, an archive or another kind of file.',
        steps: ['If it is an archive, unpack it and open the document in it.'],
      }
    case 'notADocument':
      return {
        title: 'This is no OpenAPI document',
        cause: 'It can be read, but it says neither “openapi” nor “swagger”.',
        steps: ['If it is a part of a larger document, open the file that refers to it.'],
      }
    case 'syntax':
      return {
        title: 'This cannot be read to its end',
        cause: `It stops being readable: ${why.message}`,
        steps: [
          'Look at the line below; the mistake is there or shortly before it.',
          'If the file ends in the middle, get it again.',
        ],
      }
    case 'limit':
      return {
        title: 'This document is too large to open safely',
        cause: `It goes beyond a limit: ${why.limit}.`,
        steps: ['Ask its maker for a document in parts, or leave out what is not needed.'],
      }
    default: {
      const never: never = why
      return never
    }
  }
}

/** Why a file holds no rows, and what to do. */
export function sheetWords(why: NotASheetCause): Pick<FailureWords, 'cause' | 'steps'> {
  switch (why.kind) {
    case 'empty':
      return {
        cause: 'There is nothing in it.',
        steps: ['Save the table again, then choose the file once more.'],
      }
    case 'noRows':
      return {
        cause: 'It has the names of columns and no row below them.',
        steps: ['Put one row below the names for each thing to be done.'],
      }
    case 'workbook':
      return {
        cause: 'It is a workbook, not a table as text.',
        steps: [
          'Open it in your spreadsheet, choose “Save as” and “CSV UTF-8”, then choose that file.',
        ],
      }
    case 'notText':
      return {
        cause: 'It is a picture, an archive or another kind of file.',
        steps: ['Choose a file that was saved as CSV or as text with tabs.'],
      }
    case 'tooMuch':
      return {
        cause: `It has more than ${count(why.limit)} ${why.what}.`,
        steps: ['Divide it into several files and do them one after another.'],
      }
    case 'quote':
      return {
        cause: `A quotation mark that is opened in line ${why.line} is not closed.`,
        steps: ['Close or remove it in that line, then choose the file again.'],
      }
    default: {
      const never: never = why
      return never
    }
  }
}
