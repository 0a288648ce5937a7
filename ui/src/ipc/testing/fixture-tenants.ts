import type { Environment, Health, Hue, SessionView, TenantLine } from '../bindings'
import type { Answers } from './fake'
import { active, sessionAnswers, talks } from './fixture-sessions'
import { ago, ahead } from './time'

type Seed = {
  id: string
  name: string
  product: string
  letters: string
  hue: Hue
  environment: Environment
  health: Health
  session: SessionView
}

const tenant = ({ letters, hue, ...seed }: Seed): TenantLine => ({
  ...seed,
  vendor: seed.product,
  mark: { letters, hue },
  address: `https://${seed.id}.northmere.example`,
  method: 'API account',
  lock: { kind: 'locked' },
})

const all: readonly TenantLine[] = [
  tenant({
    id: 'vault-eu',
    name: 'Vault EU',
    product: 'Cedar Vault Cloud',
    letters: 'Ce',
    hue: 'petrol',
    environment: 'production',
    health: 'healthy',
    session: active(708, 900),
  }),
  tenant({
    id: 'plants',
    name: 'Plants',
    product: 'Moss Gate',
    letters: 'Mo',
    hue: 'moss',
    environment: 'production',
    health: 'notReachable',
    session: active(473, 1800),
  }),
  tenant({
    id: 'remote',
    name: 'Remote access',
    product: 'Rowan Remote Access',
    letters: 'Ra',
    hue: 'raspberry',
    environment: 'production',
    health: 'healthy',
    session: active(2530, 3600),
  }),
  tenant({
    id: 'endpoints',
    name: 'Endpoints',
    product: 'Elder Endpoint Rights',
    letters: 'El',
    hue: 'copper',
    environment: 'production',
    health: 'rightMissing',
    session: active(105, 3600),
  }),
  tenant({
    id: 'workstations',
    name: 'Workstations',
    product: 'Damson Privilege Manager',
    letters: 'Da',
    hue: 'plum',
    environment: 'production',
    health: 'healthy',
    session: {
      kind: 'active',
      since: ago(400),
      life: { kind: 'notSaid' },
      renewedEarly: ago(130),
    },
  }),
  tenant({
    id: 'vault-test',
    name: 'Vault test',
    product: 'Cedar Vault Cloud',
    letters: 'Ce',
    hue: 'petrol',
    environment: 'test',
    health: 'signedOut',
    session: { kind: 'signedOut' },
  }),
  tenant({
    id: 'access-test',
    name: 'Access test with a name that is longer than its card is wide',
    product: 'Rowan Remote Access',
    letters: 'Ra',
    hue: 'raspberry',
    environment: 'test',
    health: 'slow',
    session: {
      kind: 'active',
      since: ago(60),
      life: { kind: 'idle', minutes: 20, at: ahead(1162) },
      renewedEarly: null,
    },
  }),
]

/** The tenants of a scene. */
export function tenantsOf(scene: string): TenantLine[] {
  if (scene === 'empty') return []
  if (scene === 'demo')
    return all.slice(0, 5).map((line) => ({
      ...line,
      environment: 'demo',
      health: 'healthy',
      session: active(2400, 3600),
    }))
  const talking = scene === 'talk' ? talks : {}
  return all.map((line) => {
    const session = talking[line.id] ?? line.session
    // As the core has it: whatever ended a session, the tenant's card is in need of a look.
    return { ...line, session, health: session.kind === 'lapsed' ? 'refused' : line.health }
  })
}

/** The tenants, one of them open for changes for so many seconds. */
export const withOpen = (id: string, seconds = 521): TenantLine[] =>
  tenantsOf('').map((line) =>
    line.id === id
      ? { ...line, lock: { kind: 'open', until: ahead(seconds), reason: 'on the phone' } }
      : line,
  )

/** Answers about tenants as lists show them. */
export function tenantAnswers(tenants: readonly TenantLine[]): Answers {
  return {
    tenantsList: () => tenants.map((line) => ({ ...line })),
    ...sessionAnswers(tenants),
    demoAdd: () => null,
    vendorsList: () => [],
  }
}
