import type { AppError, Lapse, RefusedWhy, SignInCause } from '#ipc/bindings'

import { explainedWords, type FailureWords, known } from './failure-parts'

const refusals: Readonly<
  Record<RefusedWhy, (who: string) => Pick<FailureWords, 'title' | 'cause' | 'steps' | 'who'>>
> = {
  wrong: (who) => ({
    title: `${who} refused the sign-in`,
    cause: 'The account, its secret or its rights may have been changed.',
    steps: [
      'Compare what is stored for this tenant with the account in the product.',
      'Enter the secret again.',
    ],
    who: 'you',
  }),
  noLongerValid: (who) => ({
    title: `${who} does not take the stored secret any more`,
    cause: 'It was taken before, so it was changed or ran out in the product.',
    steps: ['Get the new secret from the product.', 'Edit the tenant and enter it.'],
    who: 'you',
  }),
  accountOff: (who) => ({
    title: `${who} does not let this account in`,
    cause: 'The account is disabled, suspended or locked out. The secret may well be right.',
    steps: ['Ask for the account to be switched on again, then sign in.'],
    who: 'administrator',
  }),
  network: (who) => ({
    title: `${who} does not let anybody in from this network`,
    cause: 'It allows sign-ins from certain addresses only, and this computer is at another.',
    steps: [
      'Check that this computer is on the right network or VPN.',
      'Ask for the address of this network to be allowed for the account.',
    ],
    who: 'administrator',
  }),
}

/** Why there is no session any more. */
export function lapseWords(why: Lapse, who: string): FailureWords {
  const base = { tone: 'neutral', sign: 'signIn', facts: [], who: 'you' } as const
  switch (why.kind) {
    case 'refused':
      return {
        tone: 'bad',
        sign: 'signIn',
        ...refusals[why.why ?? 'wrong'](who),
        ...explainedWords(why.explained),
        facts: known(['Status', why.status], ['Code', why.code], ['In its words', why.message]),
      }
    case 'stopped':
      return {
        ...base,
        tone: 'warn',
        title: `Signing in to ${who} was stopped`,
        cause: 'Two attempts failed. A third might lock the account, so Keydesk waits for you.',
        steps: ['Check the account and the secret, then sign in.'],
      }
    case 'ended':
      return {
        ...base,
        title: `${who} signed you out`,
        cause: 'The session came to its end and could not be renewed.',
        steps: ['Sign in again.'],
      }
    case 'secretMissing':
      return {
        ...base,
        tone: 'warn',
        title: `“${why.field}” is not stored for ${who}`,
        cause: 'It was never given, was kept only for the last session, or the vault was replaced.',
        steps: ['Edit the tenant and enter it.'],
      }
    case 'needsPerson':
      return {
        ...base,
        title: `${who} needs you to sign in`,
        cause:
          'Signing in there takes a code, an approval or a browser. Keydesk never does that on its own.',
        steps: ['Sign in, and answer what it asks.'],
      }
    default: {
      const never: never = why
      return never
    }
  }
}

/** A sign-in that led nowhere, whatever the account may be. */
export function signInFailedWords(why: SignInCause, who: string): FailureWords {
  const base = { tone: 'bad', sign: 'signIn', facts: [] } as const
  switch (why.kind) {
    case 'notOurs':
      return {
        ...base,
        title: `What came back from the browser does not belong to this sign-in to ${who}`,
        cause:
          'An older page may have been used, or something else answered in its place. Nothing of it was used.',
        steps: ['Close the page in the browser, then sign in again.'],
        who: 'you',
      }
    case 'elsewhere':
      return {
        ...base,
        title: `The issuer of ${who} names an address that is not its own`,
        cause:
          'Following it would have handed the credential to another server, so Keydesk stopped.',
        steps: [
          'Ask whether that address belongs to the issuer, then enter it in the tenant’s form.',
        ],
        who: 'administrator',
        facts: known(['Named', why.origin]),
      }
    case 'nobodyAnswered':
      return {
        ...base,
        tone: 'neutral',
        title: `The sign-in to ${who} ran out of time`,
        cause: 'Nobody answered it, neither here nor in the browser nor on another device.',
        steps: ['Sign in again when you have the time to answer.'],
        who: 'you',
      }
    case 'noListener':
      return {
        ...base,
        title: `The browser cannot hand the sign-in to ${who} back`,
        cause: 'Keydesk could not listen on this computer for the answer of the browser.',
        steps: [
          'Close other programs that wait for a sign-in, then try again.',
          'A security program may forbid it; ask for Keydesk to be allowed.',
        ],
        who: 'network',
      }
    default: {
      const never: never = why
      return never
    }
  }
}

/** The vault is locked, or was not opened by what was given. */
export function vaultWords(
  error: Extract<AppError, { kind: 'vaultLocked' | 'wrongPassphrase' }>,
): FailureWords {
  return error.kind === 'vaultLocked'
    ? {
        tone: 'neutral',
        sign: 'keychain',
        title: 'The vault is locked',
        cause: 'Nothing secret is in memory, so nobody can sign in.',
        steps: ['Unlock it, then try again.'],
        who: 'you',
        facts: [],
      }
    : {
        tone: 'warn',
        sign: 'keychain',
        title: 'That is not the right one',
        cause:
          'The passphrase, or the password of the file, does not open it; or the two entries were not the same. Nothing was changed.',
        steps: ['Check capitals and the keyboard’s language, then try again.'],
        who: 'you',
        facts: [],
      }
}
