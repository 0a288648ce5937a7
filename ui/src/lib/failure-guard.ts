import type { AppError, PolicyRule } from '#ipc/bindings'

import { lockedCause } from './failure-causes'
import { type FailureWords, known } from './failure-parts'

/** What the guard says: the lock, the confirm window, the company's rules, the audit. */
type GuardError = Extract<
  AppError,
  {
    kind: 'tenantLocked' | 'refused' | 'forbiddenByPolicy' | 'ticketRequired' | 'auditUnavailable'
  }
>

const forbidden: Readonly<Record<PolicyRule, Pick<FailureWords, 'title' | 'cause'>>> = {
  readOnly: {
    title: 'Your company allows nothing but reads from this computer',
    cause: 'Nothing was sent.',
  },
  reveal: {
    title: 'Your company does not allow secrets to be shown or copied here',
    cause: 'The value stays where it is; nobody has seen it.',
  },
  setting: {
    title: 'Your company decides this setting',
    cause: 'What you chose was not stored.',
  },
  passphrase: {
    title: 'Your company wants the vault to have a passphrase',
    cause: 'Until it has one, no secret can be stored.',
  },
}

/** Every refusal of the guard in words. */
export function guardWords(error: GuardError, who: string): FailureWords {
  switch (error.kind) {
    case 'tenantLocked':
      return {
        tone: 'neutral',
        sign: 'lock',
        title: `${who} is locked: reads only`,
        cause: `${lockedCause[error.effect]} Nothing was sent.`,
        steps: ['Open it for changes, then send the request again.'],
        facts: [],
      }
    case 'refused':
      return {
        tone: 'neutral',
        sign: 'stale',
        title: 'You refused it',
        cause: 'Nothing was sent, and nothing was changed.',
        steps: [],
        facts: [],
      }
    case 'forbiddenByPolicy':
      return {
        tone: 'neutral',
        sign: 'company',
        ...forbidden[error.rule],
        steps: ['If it is needed, ask the people who look after this computer.'],
        who: 'administrator',
        facts: known(['The rule is in', error.file]),
      }
    case 'ticketRequired':
      return {
        tone: 'neutral',
        sign: 'ticket',
        title: 'A ticket is needed first',
        cause: 'Nothing was sent.',
        steps: [
          error.hint === ''
            ? 'Set the ticket you work on at the top, then try again.'
            : `Set the ticket you work on at the top, then try again. It looks like this: ${error.hint}.`,
        ],
        facts: [],
      }
    case 'auditUnavailable':
      return {
        tone: 'bad',
        sign: 'document',
        title: 'What is done cannot be written down',
        cause: 'So nothing may be changed in production. Nothing was sent.',
        steps: ['Make room on the disk, or see that the file can be written, then try again.'],
        who: 'you',
        facts: known(['File', error.file]),
      }
    default: {
      const never: never = error
      return never
    }
  }
}
