import { clockShort, duration } from './format'

/** What a sign-in that waits for a person says around the vendor's own words. */
export const signInWords = {
  title: (name: string) => `Signing in to ${name}`,
  asks: 'It asks',
  quoted: 'In its own words',
  answer: 'Answer…',
  answerHint: 'The answer goes straight to the core; this page never sees it.',
  choose: 'Choose one',
  found: 'The answer is found here',
  address: 'This address is to be opened',
  open: 'Open in browser',
  code: 'Code',
  codeHint: 'Enter it there, or see that it is the same there.',
  copyCode: 'Copy the code',
  copyAddress: 'Copy the address',
  lasts: (ms: number) => `Can be used for ${duration(ms)}`,
  browser: 'Sign in there; this goes on by itself.',
  approve: 'Approve on your phone',
  approveHint: 'Or on whichever device the product asks you. This goes on by itself.',
  cancel: 'Cancel',
  early: (at: string) => `The token was ended early, and renewed at ${clockShort(at)}`,
} as const
