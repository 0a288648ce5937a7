import type { AppError, Lapse, Problem } from '#ipc/bindings'

import {
  certificateWords,
  lockedCause,
  networkWords,
  remedyWords,
  unreadableWords,
} from './failure-causes'
import { calendarDay, count, duration, plural } from './format'
import { problemWords } from './problem-words'

/** Which picture stands for a failure; the parts that draw it know the icons. */
export type FailureSign =
  | 'signIn'
  | 'lock'
  | 'right'
  | 'unreachable'
  | 'certificate'
  | 'wait'
  | 'keychain'
  | 'entry'
  | 'stale'
  | 'document'
  | 'bug'

/** A failure in words: what happened, why, what to do, who can. */
export type FailureWords = {
  tone: 'neutral' | 'warn' | 'bad'
  sign: FailureSign
  /** What happened, as a short sentence without a full stop. */
  title: string
  /** The likely cause. */
  cause: string
  /** What to do next, in order. */
  steps: readonly string[]
  /** Facts to compare or to quote. */
  facts: readonly (readonly [name: string, value: string])[]
}

/** Who is meant, so that a sentence can name it. */
export type FailureScene = {
  /** The tenant's name; left out where no tenant is meant. */
  tenant?: string | undefined
}

type Facts = FailureWords['facts']

const known = (...facts: (readonly [string, string | number | null])[]): Facts =>
  facts.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)] as const],
  )

/** Every failure in words, or nothing for what was cancelled on purpose. */
export function failureWords(error: AppError, scene: FailureScene = {}): FailureWords | null {
  const who = scene.tenant ?? 'The server'
  switch (error.kind) {
    case 'signInRequired':
      return lapseWords(error.why, who)
    case 'tenantLocked':
      return {
        tone: 'neutral',
        sign: 'lock',
        title: `${who} is locked: reads only`,
        cause: lockedCause[error.effect],
        steps: ['Only operations that read can be sent.'],
        facts: [],
      }
    case 'missingPermission':
      return {
        tone: 'warn',
        sign: 'right',
        title: `${who} does not allow this`,
        cause:
          error.needs.length > 0
            ? `You are signed in, but the account lacks ${plural(error.needs.length, 'right')} that this operation needs.`
            : 'You are signed in, but the account lacks a right. The server did not say which one.',
        steps: ['Ask the person who looks after this API account for the right, then try again.'],
        facts: [
          ...error.needs.map((right) => ['Needed', right] as const),
          ...known(['Code', error.code], ['In its words', error.message]),
        ],
      }
    case 'unreachable':
      return {
        ...networkWords[error.cause],
        tone: 'bad',
        sign: 'unreachable',
        title: `${who} is not reachable`,
        facts: known(['Host', error.host]),
      }
    case 'untrusted':
      return {
        ...certificateWords[error.cause],
        tone: 'bad',
        sign: 'certificate',
        title: `The certificate of ${error.host} is not trusted`,
        facts: known(
          ['Signed by', error.issuer],
          ['For', error.names.join(', ')],
          ['Good until', error.until === null ? null : calendarDay(error.until)],
          ['SHA-256', error.fingerprint],
        ),
      }
    case 'rateLimited':
      return {
        tone: 'warn',
        sign: 'wait',
        title: `${who} asks us to wait ${duration(error.retryAfterMs)}`,
        cause:
          'It allows only so many calls in a time, and they are used up. Other programs may share them.',
        steps: ['Wait, then try again.'],
        facts: [],
      }
    case 'storeUnavailable':
      return { ...remedyWords[error.remedy], tone: 'neutral', sign: 'keychain', facts: [] }
    case 'invalid':
      return {
        tone: 'warn',
        sign: 'entry',
        title:
          error.problems.length === 1
            ? 'One entry cannot be used as it is'
            : `${error.problems.length} entries cannot be used as they are`,
        cause: 'Nothing was sent or stored.',
        steps: error.problems.map(problemSentence),
        facts: [],
      }
    case 'stale':
      return {
        tone: 'neutral',
        sign: 'stale',
        title: 'This has changed in the meantime',
        cause: 'What is on the screen is older than what is stored. Nothing was done.',
        steps: ['Look at it again, then decide again.'],
        facts: [],
      }
    case 'notFound':
      return {
        tone: 'neutral',
        sign: 'stale',
        title: 'This is not there any more',
        cause: 'It was removed, closed or renamed since this screen was drawn.',
        steps: ['Go back to the list and choose again.'],
        facts: [],
      }
    case 'notThisProduct':
      return {
        tone: 'bad',
        sign: 'unreachable',
        title: `${error.host} answers, but not as this product`,
        cause: `It sent ${error.contentType ?? 'an answer of another kind'} where this product's API sends data. The address may belong to a portal, a proxy page or another product.`,
        steps: [
          'Compare the address with the one in the browser.',
          'On a company network, check whether a proxy asks for a sign-in.',
        ],
        facts: known(['Status', error.status], ['Content', error.contentType]),
      }
    case 'vendorFailed':
      return {
        tone: 'bad',
        sign: 'unreachable',
        title:
          error.status >= 500
            ? `${who} failed (${error.status})`
            : `${who} refused the request (${error.status})`,
        cause: error.message ?? 'It gave no reason.',
        steps:
          error.status >= 500
            ? [
                'Try again in a minute.',
                'If it stays, give the facts below to the people who run it.',
              ]
            : ['Check what was sent.', 'The operation’s page says what it expects.'],
        facts: known(
          ['Status', error.status],
          ['Code', error.code],
          ['Request id', error.requestId],
        ),
      }
    case 'leftOrigin':
      return {
        tone: 'bad',
        sign: 'certificate',
        title: `${who} pointed to another server`,
        cause:
          'Following it would have handed the credential to that server, so Keydesk stopped. Nothing was sent there.',
        steps: ['If the product moved, change the tenant’s address.'],
        facts: known(['Pointed to', error.to]),
      }
    case 'tooLarge':
      return {
        tone: 'warn',
        sign: 'document',
        title: 'The answer is too large to hold',
        cause: `It has more than ${count(Math.round(error.limitKb / 1024))} MB, so reading stopped there.`,
        steps: ['Ask for less: a narrower filter or a smaller page.'],
        facts: [],
      }
    case 'unreadable':
      return {
        tone: 'bad',
        sign: 'document',
        ...unreadableWords(error.why),
        facts: known(['Line', error.line], ['Column', error.column]),
      }
    case 'file':
      return {
        tone: 'bad',
        sign: 'document',
        title: `${error.name} could not be used`,
        cause: error.why,
        steps: ['Check that the file is there and that you may open it.'],
        facts: [],
      }
    case 'cancelled':
      return null
    case 'bug':
      return {
        tone: 'bad',
        sign: 'bug',
        title: 'Something in Keydesk broke',
        cause:
          'This should not have happened. Quote the reference; it holds no names and no secrets.',
        steps: [],
        facts: known(['Reference', error.reference]),
      }
    default: {
      const never: never = error
      return never
    }
  }
}

/** The same in one line, for places that have no more room. */
export function failureLine(error: AppError, scene: FailureScene = {}): string {
  const words = failureWords(error, scene)
  if (!words) return 'Stopped.'
  return error.kind === 'unreachable' ? words.cause : `${words.title}.`
}

const problemSentence = (problem: Problem): string =>
  `${problem.field}: ${problemWords(problem.problem)}`

function lapseWords(why: Lapse, who: string): FailureWords {
  const base = { tone: 'neutral', sign: 'signIn', facts: [] } as const
  switch (why.kind) {
    case 'refused':
      return {
        tone: 'bad',
        sign: 'signIn',
        title: `${who} refused the sign-in`,
        cause:
          why.message ??
          'The account, its secret or its rights may have been changed. It gave no reason.',
        steps: [
          'Compare what is stored for this tenant with the account in the product.',
          'Enter the secret again.',
        ],
        facts: known(['Status', why.status], ['Code', why.code]),
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
    default: {
      const never: never = why
      return never
    }
  }
}
