import type { SessionView, SignInStage, TenantLine } from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago, ahead } from './time'

export const active = (leftSeconds: number, wholeSeconds: number): SessionView => ({
  kind: 'active',
  since: ago(wholeSeconds - leftSeconds),
  life: { kind: 'until', at: ahead(leftSeconds) },
  renewedEarly: null,
})

const talking = (stage: SignInStage): SessionView => ({ kind: 'signingIn', stage })

const approving = talking({
  kind: 'approving',
  sentence: 'A request was sent to the phone that ends in 42.',
})

/** What signing in comes to where a person is needed, in the scene `talk`. */
export const talks: Readonly<Record<string, SessionView>> = {
  'vault-eu': talking({
    kind: 'asked',
    sentence: 'Enter the six digits of your token, then press Continue.',
    wants: 'code',
    choices: [],
    open: null,
  }),
  plants: talking({
    kind: 'opened',
    address:
      'https://login.northmere.example/authorize?client_id=keydesk&response_type=code&code_challenge=lq0Y9hM4vM4VhZ1f3xwqgqkT6sQ2cXxw8m7fU6b2r8E&code_challenge_method=S256&redirect_uri=http%3A%2F%2F127.0.0.1%3A49213%2Fback',
    code: null,
    lastsMs: null,
  }),
  remote: talking({
    kind: 'opened',
    address: 'https://login.northmere.example/device',
    code: 'WDJB-MJHT',
    lastsMs: 600_000,
  }),
  endpoints: talking({
    kind: 'asked',
    sentence: 'How do you want to prove that it is you?',
    wants: 'choice',
    choices: [
      { id: 'push', label: 'Push to the phone' },
      { id: 'sms', label: 'Text message to •••42' },
    ],
    open: null,
  }),
  workstations: approving,
  'vault-test': { kind: 'lapsed', why: { kind: 'needsPerson' } },
}

/** Answers about sessions. They move as a vendor's would, and lists show it. */
export function sessionAnswers(tenants: readonly TenantLine[]): Answers {
  const move = (tenant: string, session: SessionView): SessionView => {
    const line = tenants.find(({ id }) => id === tenant)
    if (!line) throw new Refusal({ kind: 'notFound' })
    line.session = session
    line.health = session.kind === 'active' ? 'healthy' : line.health
    return session
  }
  const sessionOf = (tenant: string) => tenants.find(({ id }) => id === tenant)?.session
  return {
    sessionBegin: ({ tenant }) =>
      move(
        tenant,
        sessionOf(tenant)?.kind === 'lapsed'
          ? (talks['vault-eu'] ?? approving)
          : active(3600, 3600),
      ),
    sessionAnswer: ({ tenant }) => move(tenant, active(3600, 3600)),
    sessionChoose: ({ tenant }) => move(tenant, approving),
    sessionOpen: () => null,
    sessionCancel: ({ tenant }) => {
      move(tenant, { kind: 'signedOut' })
      return null
    },
    sessionEnd: ({ tenant }) => {
      move(tenant, { kind: 'signedOut' })
      return null
    },
  }
}
