import type { PolicyView, TicketRequired } from '#ipc/bindings'
import { count, plural } from '#lib/format'

/** What the settings say about the company's rules and about tickets. */
export const policyCopy = {
  title: 'What your company decides',
  none: 'Nothing. There is no file with rules on this computer.',
  wouldBe: (file: string) => `It would be ${file}.`,
  file: (file: string) => `The rules are in ${file}. Only administrators can change it.`,
  nothingFixed: 'The file is there, and leaves everything to you.',
  wrong: 'The rules cannot be read. Until they can, nothing but reads is allowed.',
  wrongWhy: (why: string, line: number | null) =>
    line === null ? why : `Line ${count(line)}: ${why}`,
  fixed: (file: string) => `Your company decides this, in ${file}.`,
  rules: 'Rules',
  awaited: 'the rules of your company',
} as const

export const ticketCopy = {
  title: 'Tickets',
  system: 'Where your tickets are kept',
  systemHint: 'Some products want the name of the system beside the ticket.',
  pattern: 'What a ticket looks like',
  patternHint: 'A regular expression for the whole of it. Anything goes while this is empty.',
  hint: 'How you would say that',
  hintHint: 'Shown where a ticket is entered: “INC and seven digits”.',
  required: 'Ask for a ticket',
  save: 'Save',
  unchanged: 'Nothing was changed.',
  saved: 'Saved.',
} as const

export const requiredOptions: readonly { id: TicketRequired; label: string }[] = [
  { id: 'never', label: 'Never' },
  { id: 'production', label: 'Before production is changed' },
  { id: 'always', label: 'Before anything is changed' },
]

const ticketWords: Readonly<Record<TicketRequired, string>> = {
  never: 'No ticket has to be set.',
  production: 'A ticket has to be set before production is changed.',
  always: 'A ticket has to be set before anything is changed.',
}

/** Every rule that fixes something, as a sentence. */
export function ruleWords(policy: PolicyView): string[] {
  const rules: (string | null)[] = [
    policy.readOnly ? 'Nothing but reads may be sent.' : null,
    policy.tickets && ticketWords[policy.tickets],
    policy.ticketPattern && `A ticket has to fit ${policy.ticketPattern}`,
    policy.forbidReveal ? 'Secrets that products return are not shown or copied.' : null,
    policy.openMinutes === null
      ? null
      : `A tenant is opened for changes for ${plural(policy.openMinutes, 'minute')} at most.`,
    policy.idleMinutes === null
      ? null
      : `The vault is locked after ${plural(policy.idleMinutes, 'minute')} without a touch at the latest.`,
    policy.passphraseRequired ? 'The vault has to have a passphrase.' : null,
    policy.proxy && `Every call goes through ${policy.proxy}.`,
    ...policy.anchors.map(({ subject }) => `${subject} may sign certificates of servers.`),
    policy.updatesOff ? 'Keydesk looks for no updates.' : null,
  ]
  return rules.flatMap((rule) => (rule === null || rule === '' ? [] : [rule]))
}
