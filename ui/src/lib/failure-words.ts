import type { AppError, Problem } from '#ipc/bindings'

export type { AppError }

import { remedyWords, sheetWords, unreadableWords } from './failure-causes'
import { guardWords } from './failure-guard'
import {
  identityWords,
  proxyFailureWords,
  restingWords,
  unreachableWords,
  untrustedWords,
} from './failure-network'
import { explainedWords, type FailureWords, known } from './failure-parts'
import { lapseWords, signInFailedWords, vaultWords } from './failure-sign-in'
import { count, duration, plural } from './format'
import { problemWords } from './problem-words'

/** Who is meant, so that a sentence can name it. */
export type FailureScene = {
  /** The tenant's name; left out where no tenant is meant. */
  tenant?: string | undefined
}

/** Every failure in words, or nothing for what was cancelled on purpose. */
export function failureWords(error: AppError, scene: FailureScene = {}): FailureWords | null {
  const who = scene.tenant ?? 'The server'
  switch (error.kind) {
    case 'signInRequired':
      return lapseWords(error.why, who)
    case 'tenantLocked':
    case 'refused':
    case 'forbiddenByPolicy':
    case 'ticketRequired':
    case 'auditUnavailable':
      return guardWords(error, who)
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
        who: 'administrator',
        ...explainedWords(error.explained),
        facts: [
          ...error.needs.map((right) => ['Needed', right] as const),
          ...known(['Code', error.code], ['In its words', error.message]),
        ],
      }
    case 'unreachable':
      return unreachableWords(error, who)
    case 'proxy':
      return proxyFailureWords(error, who)
    case 'resting':
      return restingWords(error, who)
    case 'clientCertificate':
      return identityWords(error, who)
    case 'untrusted':
      return untrustedWords(error)
    case 'clockOff':
      return {
        tone: 'bad',
        sign: 'clock',
        title: `The clock of this computer is ${clockApart(error.seconds)} ${who}`,
        cause: 'Sign-ins carry the time, and are refused when the clocks are that far apart.',
        steps: [
          'Set the date and time of this computer, by the network if that is possible.',
          'If it is right, tell the people who run the server that theirs is not.',
        ],
        who: 'you',
        facts: [],
      }
    case 'signInFailed':
      return signInFailedWords(error.why, who)
    case 'vaultLocked':
    case 'wrongPassphrase':
      return vaultWords(error)
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
        who: error.status >= 500 ? 'vendor' : 'you',
        steps:
          error.status >= 500
            ? [
                'Try again in a minute.',
                'If it stays, give the facts below to the people who run it.',
              ]
            : ['Check what was sent.', 'The operation’s page says what it expects.'],
        ...explainedWords(error.explained),
        facts: known(
          ['Status', error.status],
          ['Code', error.code],
          // Without an explanation its own words are the cause already.
          ['In its words', error.explained ? error.message : null],
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
    case 'notASheet':
      return {
        tone: 'bad',
        sign: 'document',
        title: `${error.name} is no table that can be read`,
        ...sheetWords(error.why),
        facts: [],
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
  return error.kind === 'unreachable' || error.kind === 'proxy' ? words.cause : `${words.title}.`
}

const problemSentence = (problem: Problem): string =>
  `${problem.field}: ${problemWords(problem.problem)}`

/** `4 min ahead of`, `90 s behind` */
const clockApart = (seconds: number): string =>
  `${duration(Math.abs(seconds) * 1000)} ${seconds < 0 ? 'behind that of' : 'ahead of that of'}`
