import type { BarView, CardView, FigureState, FigureView, TenantLine } from '../bindings'
import type { Answers } from './fake'
import { waitingView } from './fixture-waiting'
import { ago } from './time'

type Sketch = Pick<CardView, 'figures' | 'bar'> & Partial<CardView>

const known = (value: number): FigureState => ({ kind: 'known', value })

const figure = (
  label: string,
  value: number | FigureState,
  rest: Partial<FigureView> = {},
): FigureView => ({
  id: label,
  label,
  value: typeof value === 'number' ? known(value) : value,
  of: null,
  attention: false,
  trend: [],
  operation: 'GET /things',
  ...rest,
})

/** What a number was in the last hours, every twenty minutes; the last one is now. */
const lately = (...values: number[]) => ({
  trend: values.map((value, index) => ({
    at: ago((values.length - 1 - index) * 1200 + 20),
    value,
  })),
})

const bar = (
  label: string,
  total: number,
  ...parts: [label: string, value: number, attention?: boolean][]
): BarView => ({
  label,
  total,
  parts: parts.map(([name, value, attention = false]) => ({ label: name, value, attention })),
})

const stale = (last: number): FigureState => ({ kind: 'notReachable', last, asOf: ago(671) })

const unasked = ['Requests waiting', 'Suspended users', 'Locked accounts', 'Live sessions'].map(
  (label) => figure(label, { kind: 'notLoaded' }),
)

const sketches: Readonly<Record<string, Sketch>> = {
  'vault-eu': {
    version: '14.2',
    answeredInMs: 182,
    figures: [
      figure('Requests waiting', 4, {
        id: 'requests.waiting',
        attention: true,
        ...lately(2, 1, 3, 2, 4, 3, 5, 4),
      }),
      figure('Suspended users', 2),
      figure('Locked accounts', 3, { id: 'users.locked-out', ...lately(1, 0, 2, 2, 1, 3, 3) }),
      figure('Live sessions', 9, { id: 'sessions.live', ...lately(2, 3, 3, 6, 8, 10, 9) }),
    ],
    bar: bar('Accounts', 1846, ['verified', 1762], ['changing', 57], ['failing', 27, true]),
  },
  plants: {
    version: '44.0',
    problem: { kind: 'unreachable', host: 'plants.northmere.example:443', cause: 'timeout' },
    asOf: ago(671),
    figures: [
      figure('Requests waiting', stale(3), { attention: true }),
      figure('Connections now', stale(6), { id: 'connections.now' }),
      figure('Hosts switched off', stale(4)),
      figure('Licensed users', stale(182), { of: 250 }),
    ],
    bar: null,
  },
  remote: {
    version: '25.1',
    answeredInMs: 131,
    budget: { left: 11_206, calls: 15_000, seconds: 3600 },
    figures: [
      figure('Approvals waiting', 3, { attention: true }),
      figure('Sessions now', 14, { id: 'sessions.live', ...lately(8, 9, 8, 12, 15, 14) }),
      figure('Locked users', 1),
      figure('Jumpoints up', 7, { of: 8 }),
    ],
    bar: bar('Jump Clients', 441, ['online', 412], ['offline', 23], ['lost', 6, true]),
  },
  endpoints: {
    version: '26.2',
    answeredInMs: 240,
    problem: { kind: 'missingPermission', needs: ['JIT: Full Access'], code: null, message: null },
    budget: { left: 180, calls: 1000, seconds: 100 },
    figures: [
      figure('Computers to accept', 12, { attention: true }),
      figure('Behind on policy', 37),
      figure('Blocked in 24 h', 218),
      figure(
        'Admin requests',
        { kind: 'notAllowed', needs: ['JIT: Full Access'] },
        { id: 'requests.admin' },
      ),
    ],
    bar: bar('Computers', 2418, ['online', 2102], ['offline', 287], ['archived', 29]),
  },
  workstations: {
    version: '12.0',
    answeredInMs: 655,
    figures: [
      figure('Approvals waiting', 0, { attention: true }),
      figure('Agents missing a policy', 14),
      figure('Behind on version', { kind: 'notSupported' }),
      figure('Silent for 7 days', 23),
    ],
    bar: bar('Managed computers', 1240, ['Windows', 1102], ['macOS', 138]),
  },
  'vault-test': { figures: unasked, bar: null, asOf: null },
  'access-test': {
    version: '25.2',
    answeredInMs: 4_120,
    figures: [
      figure('Approvals', 0),
      figure('Sessions now', 2),
      figure('Jumpoints up', 6, { of: 6 }),
      figure('Recordings', { kind: 'notLoaded' }),
    ],
    bar: null,
  },
}

function card(tenant: TenantLine): CardView {
  const reached = tenant.health !== 'notReachable'
  return {
    tenant: tenant.id,
    health: tenant.health,
    refreshing: false,
    problem: null,
    version: null,
    answeredInMs: null,
    session: tenant.session,
    budget: null,
    figures: [],
    bar: null,
    asOf: reached ? ago(5) : null,
    ...sketches[tenant.id],
    ...(tenant.environment === 'demo' && !reached ? { problem: null } : {}),
  }
}

const later = (ms: number) => new Promise<null>((done) => setTimeout(() => done(null), ms))

/** Answers about each tenant's numbers. */
export function dashboardAnswers(tenants: readonly TenantLine[], scene: string): Answers {
  const cards = new Map(tenants.map((tenant) => [tenant.id, card(tenant)]))
  return {
    dashboardCard: ({ tenant }) => {
      const found = cards.get(tenant)
      if (!found) throw new Error(`no tenant ${tenant}`)
      const session = tenants.find(({ id }) => id === tenant)?.session ?? found.session
      if (scene !== 'loading' || tenant === 'vault-eu') return { ...found, session }
      return {
        ...found,
        health: 'notLoaded',
        refreshing: true,
        figures: unasked,
        bar: null,
        asOf: null,
        problem: null,
        session: { kind: 'signingIn', stage: { kind: 'sending' } },
      }
    },
    dashboardWaiting: () => waitingView(scene),
    dashboardRefresh: () => later(scene === 'loading' ? 600_000 : 120),
  }
}
