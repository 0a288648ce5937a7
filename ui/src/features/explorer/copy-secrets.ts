import { count, plural } from '#lib/format'

/** What is said of secrets a vendor returned, and of what is copied for a ticket. */
export const copy = {
  toTicket: 'Copy to ticket',
  copied: 'Copied for the ticket. There are no secrets in it.',
  notCopied: 'It could not be copied.',
  region: 'Secrets of the answer',
  lead: (secrets: number) =>
    `${plural(secrets, 'secret')} of this answer ${secrets === 1 ? 'stays' : 'stay'} in the core.`,
  more: (secrets: number) => `${count(secrets)} more are not listed.`,
  whole: 'The whole answer',
  reveal: 'Reveal…',
  revealOf: (name: string) => `Reveal ${name}…`,
  copy: 'Copy…',
  copyOf: (name: string) => `Copy ${name}…`,
  shown: 'It is shown in the other window for a few seconds.',
  onClipboard: 'It is on the clipboard, and is taken off it in half a minute.',
  forbidden: (file: string) => `Your company does not allow this, in ${file}.`,
  dialog: {
    reveal: (name: string) => `Reveal ${name}`,
    copy: (name: string) => `Copy ${name}`,
    leadReveal:
      'The value is shown once, in a window of its own, and is hidden again after a few seconds. No other window ever sees it.',
    leadCopy:
      'The core puts the value on the clipboard and takes it off again after half a minute. It does not come here.',
    reason: 'Why',
    reasonHint: 'It is written down with your name, the time and the ticket.',
    needsReason: 'Say why first.',
    working: 'It is being done.',
    cancel: 'Leave it covered',
  },
} as const
