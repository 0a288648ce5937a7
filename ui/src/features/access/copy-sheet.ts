import { calendarDay, plural } from '#lib/format'

/** What the sheet that hands a client over says. */
export const copy = {
  form: 'What the sheet says',
  lead: 'One page for whoever gets an API client: what it is for, what it may do, who answers for it. It never holds a secret.',
  purpose: 'What it is for',
  purposeHint: 'In your words: “Tickets of the service desk”.',
  owner: 'Who answers for it',
  ownerHint: 'A person or a team.',
  grants: 'What it is given',
  asBrought: 'As chosen before',
  preset: (label: string) => `What “${label}” needs`,
  make: 'Make the sheet',
  missing: 'This is needed.',
  noGrants: 'Choose what it is given.',
  awaited: 'the sheet',
  emptyTitle: 'No sheet yet',
  emptyText: 'Say what the client is for and who answers for it. The sheet then stands here.',
  print: 'Print…',
  toCopy: 'Copy as text',
  copied: 'Copied',
  notPrinted: 'The system did not let Keydesk print. Copy the text instead.',
  notCopied: 'The system did not let Keydesk copy',
  title: 'API client: hand-over',
  tenant: 'Tenant',
  product: 'Product',
  host: 'Address',
  tested: 'Tested on',
  notTested: 'Not tested yet',
  made: 'Made on',
  permissions: 'What it is given',
  included: 'What comes with that',
  noPermissions: 'Nothing but to be signed in',
  opens: 'What that opens',
  pages: 'Where it is given',
  danger: 'Mind',
  noSecret: 'This sheet holds no secret. The client’s secret is handed over by another way.',
  signature: 'Handed over to, on',
  lets: (lets: string) => `lets one ${lets}`,
  counts: {
    reads: (many: number) => `${plural(many, 'operation')} to read`,
    discloses: (many: number) => `${plural(many, 'operation')} to show secrets`,
    changes: (many: number) => `${plural(many, 'operation')} to change something`,
    removes: (many: number) => `${plural(many, 'operation')} to take something away for good`,
  },
} as const

/** A day as a sheet says it. */
export const dayOr = (at: string | null, otherwise: string): string =>
  at === null ? otherwise : calendarDay(at)
