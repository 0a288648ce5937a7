import { count } from '#lib/format'

/** What is said of a refusal. */
export const copy = {
  title: 'Who has it?',
  refused: 'Refused',
  at: 'At',
  asking: 'Asking who has it…',
  cancel: 'Cancel',
  askAgain: 'Ask again',
  stopped: 'Stopped. Nobody was asked.',
  unknown:
    'Not known: nobody says what this operation needs. Keydesk does not guess, as an administrator who is asked for the wrong right helps nobody.',
  nothing:
    'It needs nothing but to be signed in. Something else is the reason: a place, a policy or the state of what was asked for.',
  needs: 'It needs',
  allOf: 'All of these.',
  or: 'or',
  lets: (lets: string) => `Lets one ${lets}.`,
  holders: (label: string) => `Who has it: ${label}`,
  own: (name: string) => `Keydesk signs in here as ${name}.`,
  nobody: 'Nobody of those who were read has it.',
  rest: (rest: number) =>
    rest === 1 ? 'One more was not looked at.' : `${count(rest)} more were not looked at.`,
  left: (left: number) =>
    left === 1
      ? 'One place was not read: somebody there may have it.'
      : `${count(left)} places were not read: somebody there may have it.`,
  atPlace: (place: string) => `at ${place}`,
  send: 'Words to send to an administrator',
  copySend: 'Copy the words',
  matrix: 'See all permissions',
  close: 'Close',
} as const
