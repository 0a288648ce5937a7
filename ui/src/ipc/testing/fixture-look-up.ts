import type {
  Fact,
  FactValue,
  HitEvent,
  LookUpHit,
  LookUpPart,
  LookUpProgress,
  LookUpState,
  Subject,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago } from './time'

const text = (label: string, value: string, attention = false): Fact => ({
  label,
  value: { kind: 'text', text: value },
  attention,
})
const fact = (label: string, value: FactValue): Fact => ({ label, value, attention: false })
const names = (label: string, all: string[], rest = 0): Fact =>
  fact(label, { kind: 'names', names: all, rest })

const event = (secondsAgo: number, title: string, note: string | null, bad = false): HitEvent => ({
  at: ago(secondsAgo),
  title,
  note,
  bad,
})

const hit = (id: string, name: string, rest: Partial<LookUpHit>): LookUpHit => ({
  id,
  label: 'User',
  name,
  state: null,
  facts: [],
  standsOut: [],
  events: [],
  coming: false,
  operation: 'GET /users',
  tasks: [],
  ...rest,
})

const missingFact = (label: string, needs: string[]): Fact =>
  fact(label, { kind: 'missing', why: { kind: 'notAllowed', needs } })

/** Jonas Lind, as each tenant of the drawings has him. */
const jonas: Readonly<Record<string, LookUpHit>> = {
  remote: hit('remote#0', 'Jonas Lind', {
    state: { word: 'Locked out', tone: 'bad' },
    facts: [
      text('User', 'jlind, local'),
      fact('Signed in', { kind: 'time', at: ago(7200) }),
      names('Policies', ['Help desk base', 'Plant ops']),
      text('May jump to', '42 items in 3 groups'),
      fact('Now', { kind: 'nothing', word: 'no session' }),
    ],
    standsOut: [
      {
        title: 'Locked out: 5 failed sign-ins',
        note: 'The last from 10.20.4.61',
        task: { task: 'unlock-user', inputs: [{ field: 'user', value: '214' }] },
      },
    ],
    events: [
      event(360, 'Sign-in failed', 'From 10.20.4.61', true),
      event(370, 'Sign-in failed', 'From 10.20.4.61', true),
      event(380, 'Sign-in failed', 'From 10.20.4.61', true),
      event(7200, 'Signed in', 'Two-factor, 10.20.4.61'),
    ],
    tasks: [{ task: 'unlock-user', inputs: [{ field: 'user', value: '214' }] }],
  }),
  'vault-eu': hit('vault-eu#0', 'Lind, Jonas', {
    state: { word: 'Active', tone: 'good' },
    facts: [
      text('User', 'jlind, from LDAP'),
      names('Groups', ['PAM-Operators', 'PAM-Plant', 'PAM-Readers', 'VPN'], 4),
      text('Requests', '1 waits, 2 granted today'),
    ],
    standsOut: [{ title: 'His request waits for a decision', note: null, task: null }],
    events: [event(2400, 'Was shown hmi-admin', 'P-PLANT-HMI, INC0048155')],
  }),
  endpoints: hit('endpoints#0', 'jlind', {
    label: 'Account',
    state: { word: 'In use', tone: 'plain' },
    operation: 'GET /accounts',
    facts: [
      text('Computer', 'LT-0977, connected 10:35'),
      text('Policy', 'Field 41, should be 43', true),
      missingFact('Admin rights', ['JIT: Full Access']),
    ],
    events: [event(1680, 'Blocked vnc-viewer.exe', 'Field laptops, rule Remote tools', true)],
  }),
}

/** A second person of the same family name, in one tenant only. */
const anna = hit('vault-eu#1', 'Anna Lind', {
  state: { word: 'Suspended', tone: 'attention' },
  facts: [text('User', 'alind, from LDAP')],
})

const found = (hits: LookUpHit[]): LookUpState => ({ kind: 'found', hits, rest: 0, missing: [] })

/** What each tenant of the drawings says of these words, and after how long. */
function stateOf(tenant: string, both: boolean): LookUpState | null {
  const own = jonas[tenant]
  switch (tenant) {
    case 'remote':
    case 'endpoints':
      return own ? found([own]) : null
    case 'vault-eu':
      return own ? found(both ? [own, anna] : [own]) : null
    case 'workstations':
      return { kind: 'none', asked: ['Agent installations', 'Local administrators'], missing: [] }
    case 'plants':
      return {
        kind: 'failed',
        error: { kind: 'unreachable', host: 'plants.northmere.example:443', cause: 'timeout' },
      }
    case 'vault-test':
      return {
        kind: 'failed',
        error: { kind: 'signInRequired', tenant, why: { kind: 'ended' } },
      }
    default:
      return { kind: 'notSupported' }
  }
}

const jonasSubject = (hits: readonly string[]): Subject => ({
  name: 'Jonas Lind',
  knownAs: [
    { by: 'email', value: 'jonas.lind@northmere.example', tenants: 3 },
    { by: 'account', value: 'NORTHMERE\\jlind', tenants: 1 },
  ],
  hits: hits.map((id) => ({ tenant: id.slice(0, id.indexOf('#')), hit: id })),
})

const annaSubject: Subject = {
  name: 'Anna Lind',
  knownAs: [{ by: 'account', value: 'alind', tenants: 1 }],
  hits: [{ tenant: 'vault-eu', hit: 'vault-eu#1' }],
}

const TENANTS = [
  'vault-eu',
  'plants',
  'remote',
  'endpoints',
  'workstations',
  'vault-test',
  'access-test',
]

const part = (tenant: string, state: LookUpState, tookMs: number): LookUpPart => ({
  tenant,
  state,
  tookMs,
})

/**
 * Answers to look-ups. `lind` fits two people, `nobody` none, everything else Jonas Lind; the
 * scene `asking` never ends.
 */
export function lookUpAnswers(scene: string, pause = 60): Answers {
  const stopped = new Set<string>()
  return {
    workCancel: ({ ticket }) => {
      stopped.add(ticket)
      return null
    },
    lookUp: async ({ words, ticket }, onItem) => {
      const both = words.toLowerCase() === 'lind'
      const nobody = words.toLowerCase() === 'nobody'
      const tell = (progress: LookUpProgress) => onItem(progress)
      const parts: LookUpPart[] = TENANTS.map((tenant) => part(tenant, { kind: 'asking' }, 0))
      for (const each of parts) tell({ kind: 'part', part: each })
      let subjects: Subject[] = []
      for (const [index, tenant] of TENANTS.entries()) {
        await new Promise((done) => setTimeout(done, pause))
        if (scene === 'asking' && index > 2) await new Promise(() => undefined)
        if (stopped.has(ticket)) throw new Refusal({ kind: 'cancelled' })
        const said = stateOf(tenant, both)
        const state: LookUpState =
          said === null || (nobody && said.kind === 'found')
            ? { kind: 'none', asked: ['Users'], missing: [] }
            : said
        parts[index] = part(tenant, state, 188 + index * 130)
        const hits = parts.flatMap((each) =>
          each.state.kind === 'found' ? each.state.hits.map(({ id }) => id) : [],
        )
        const his = hits.filter((id) => id.endsWith('#0'))
        subjects = [
          ...(his.length > 0 ? [jonasSubject(his)] : []),
          ...(hits.includes('vault-eu#1') ? [annaSubject] : []),
        ]
        tell({ kind: 'part', part: parts[index] })
        tell({ kind: 'subjects', subjects })
      }
      return { parts, subjects }
    },
  }
}
