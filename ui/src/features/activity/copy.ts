import type {
  Alteration,
  AuditFound,
  AuditKind,
  AuditLine,
  AuditResult,
  AuditVerdict,
  Effect,
} from '#ipc/bindings'
import { count, duration, plural } from '#lib/format'
import { statusLine, statusTone } from '#lib/http'

import { targetOf } from './model'
import type { Aspect, When } from './search'

/** What the screen of activity says. */
export const copy = {
  title: 'Activity',
  find: 'Ticket, person, target',
  findLabel: 'Find an entry',
  tenant: 'Tenant',
  anyTenant: 'Any tenant',
  aspect: 'What',
  anyAspect: 'Anything',
  when: 'When',
  anyWhen: 'Any time',
  onlyTicket: (ticket: string) => `Ticket ${ticket} only`,
  allTickets: 'Show every ticket',
  export: 'Save as a file',
  csv: 'As CSV…',
  csvDetail: 'For a spreadsheet; formulas in it are harmless',
  json: 'As JSON…',
  jsonDetail: 'With what proves each entry',
  saved: (name: string) => `Saved as ${name}`,
  notSaved: 'It was not saved.',
  list: 'What was done',
  columns: ['Time', 'Kind', 'What happened', 'Tenant', 'Ticket', 'Result'],
  awaited: 'what was done',
  coming: 'Coming…',
  count: (entries: number) => plural(entries, 'entry', 'entries'),
  empty: {
    title: 'Nothing was done yet',
    text: 'Every change, every opened tenant, every sign-in and every secret that is shown is written down here, with who, when, why and for which ticket.',
    button: 'Go to the explorer',
  },
  none: {
    title: 'No entry fits',
    text: 'Nothing that was written down fits all of what you chose.',
    button: 'Show everything',
  },
  tryAgain: 'Try again',
  reads: 'Reads',
  local: 'Here',
  noResult: 'no result',
  entry: {
    region: 'One entry',
    close: 'Close the entry',
    newer: 'Newer entry',
    older: 'Older entry',
    who: 'Who',
    when: 'When',
    utc: (time: string) => `${time} UTC`,
    ticket: 'Ticket',
    noTicket: 'None was set',
    sameTicket: 'Everything for this ticket',
    reason: 'Reason',
    target: 'Target',
    operation: 'Operation',
    result: 'Result',
    other: {
      changeIntended: 'How it ended',
      changeDone: 'How it began',
    },
    sent: 'What was sent',
    sentLink: 'Among the requests',
    otherEntry: (number: number) => `Entry ${count(number)}`,
    proof: 'What proves it',
    number: 'Entry',
    seal: 'Request',
    previous: 'Entry before',
    mac: 'This entry',
    sealed: 'Signed with the key of the vault.',
    chained: 'Chained to the entry before; there was no vault to sign it with.',
    forTicket: 'For the ticket',
    lines: (lines: number) => `${plural(lines, 'line')}, no secrets`,
    copy: 'Copy to ticket',
    copied: 'Copied for the ticket',
    noSecrets: 'There are no secrets in it.',
    noText: 'The text could not be made.',
    notCopied: 'It could not be copied.',
    awaited: 'the entry',
  },
  chain: {
    unknown: 'Not checked since the start',
    check: 'Check now',
    checking: 'Checking every entry…',
    label: 'Whether every entry is as it was written',
    secrets: 'Secrets are taken out when an entry is written.',
  },
} as const

export const whenWord: Readonly<Record<When, string>> = {
  today: 'Today',
  twoDays: 'Today and yesterday',
  week: 'The last 7 days',
  month: 'The last 30 days',
}

export const aspectWord: Readonly<Record<Aspect, string>> = {
  changes: 'Changes',
  refused: 'Refused',
  locks: 'Opened and locked',
  secrets: 'Secrets shown',
  sessions: 'Sign-ins',
  rules: 'Settings and rules',
}

const verbs: Readonly<Record<Effect, { begun: string; done: string; approved: string }>> = {
  reads: { begun: 'Began to read', done: 'Read', approved: 'Approved reading' },
  discloses: { begun: 'Began to ask for', done: 'Asked for', approved: 'Approved asking for' },
  changes: { begun: 'Began to change', done: 'Changed', approved: 'Approved changing' },
  removes: { begun: 'Began to remove', done: 'Removed', approved: 'Approved removing' },
}

/** What was done, as a sentence without a full stop. */
export function happened(line: AuditLine): string {
  const target = targetOf(line)
  const verb = verbs[line.effect ?? 'changes']
  const words: Readonly<Record<AuditKind, string>> = {
    signedIn: 'Signed in',
    signedOut: 'Signed out',
    opened: 'Opened for changes',
    locked: 'Locked again',
    approved: `${verb.approved} ${target}`,
    refused: `Refused ${target}`,
    changeIntended: `${verb.begun} ${target}`,
    changeDone: `${verb.done} ${target}`,
    disclosed: `Showed or copied ${target}`,
    setUpStep: `Set up ${target}`,
    settings: `Changed a setting ${line.target ?? ''}`,
    policy: 'Read the rules of the company',
  }
  return words[line.kind].trim()
}

/** How it ended: a word, and how that is meant. */
export function resultWords(result: AuditResult | null): {
  word: string
  tone: 'ok' | 'warn' | 'bad' | 'quiet'
} {
  switch (result?.kind) {
    case undefined:
      return { word: '—', tone: 'quiet' }
    case 'done':
      return { word: 'done', tone: 'ok' }
    case 'answered':
      return { word: statusLine(result.status), tone: statusTone(result.status) }
    case 'failed':
      return { word: result.why === '' ? 'failed' : result.why, tone: 'bad' }
    case 'unknown':
      return { word: 'not known', tone: 'warn' }
    default: {
      const never: never = result
      return never
    }
  }
}

const altered: Readonly<Record<Alteration, string>> = {
  changed: 'It says something else than was written.',
  missing: 'Entries were taken out before it.',
  moved: 'Entries stand in another order.',
  cutOff: 'Entries are gone from the end.',
  notAnEntry: 'It is no entry at all.',
  forged: 'It was written by somebody who does not have the key.',
}

/** What looking at every entry found, as a short word and a sentence. */
export function verdictWords({ entries, unsealed, unfinished, tookMs, found }: AuditVerdict): {
  word: string
  sentence: string
  tone: 'ok' | 'warn' | 'bad'
} {
  const looked = `${plural(entries, 'entry', 'entries')} looked at in ${duration(tookMs)}.`
  const more = [
    unsealed > 0 ? `${count(unsealed)} were written without the vault.` : '',
    unfinished > 0 ? `Of ${plural(unfinished, 'change')} it is not known how it ended.` : '',
  ]
  const sentence = (first: string) => [first, looked, ...more].filter(Boolean).join(' ')
  return { ...foundWords(found), sentence: sentence(foundWords(found).sentence) }
}

function foundWords(found: AuditFound): {
  word: string
  sentence: string
  tone: 'ok' | 'warn' | 'bad'
} {
  switch (found.kind) {
    case 'whole':
      return { word: 'Chain intact', tone: 'ok', sentence: 'Every entry is as it was written.' }
    case 'newerThanSeal':
      return {
        word: 'Chain intact',
        tone: 'ok',
        sentence: `Every entry is as it was written. The last ${count(found.entries)} were not signed yet, because Keydesk ended early; they are now.`,
      }
    case 'notSealed':
      return {
        word: 'Chain whole, not signed',
        tone: 'warn',
        sentence: 'Nothing is missing, as far as that can be told while the vault is not open.',
      }
    case 'altered':
      return {
        word: `Altered at entry ${count(found.entry)}`,
        tone: 'bad',
        sentence: `${altered[found.what]} Tell the people who look after this computer.`,
      }
    case 'unreadable':
      return {
        word: 'Cannot be read',
        tone: 'bad',
        sentence: `The file ${found.file} cannot be read.`,
      }
    default: {
      const never: never = found
      return never
    }
  }
}
