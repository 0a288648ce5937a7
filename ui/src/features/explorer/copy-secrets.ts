/** What is said of what is copied for a ticket. */
export const copy = {
  toTicket: 'Copy to ticket',
  copied: 'Copied for the ticket. There are no secrets in it.',
  notCopied: 'It could not be copied.',
} as const
