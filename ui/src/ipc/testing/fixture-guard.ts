import type {
  AuditEntryView,
  AuditFilter,
  AuditLine,
  PolicyView,
  TenantLine,
  TicketView,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago, ahead } from './time'

const free: PolicyView = {
  file: '/etc/keydesk/policy.toml',
  state: { kind: 'absent' },
  readOnly: false,
  tickets: null,
  ticketPattern: null,
  forbidReveal: false,
  proxy: null,
  anchors: [],
  updatesOff: false,
  idleMinutes: null,
  openMinutes: null,
  passphraseRequired: false,
}

function policyOf(scene: string): PolicyView {
  if (scene === 'readOnly') return { ...free, state: { kind: 'applied' }, readOnly: true }
  if (scene === 'policy')
    return {
      ...free,
      state: { kind: 'applied' },
      tickets: 'always',
      ticketPattern: 'INC\\d{7}',
      forbidReveal: true,
      idleMinutes: 10,
      openMinutes: 10,
      passphraseRequired: true,
      updatesOff: true,
    }
  return free
}

const who = 'esandberg on NM-LT-0442'

const entry = (
  number: number,
  secondsAgo: number,
  rest: Partial<AuditLine> & Pick<AuditLine, 'kind'>,
): AuditLine => ({
  number,
  at: ago(secondsAgo),
  who,
  tenant: null,
  tenantName: null,
  environment: null,
  target: null,
  operation: null,
  effect: null,
  result: null,
  ticket: null,
  reason: null,
  ...rest,
})

const remote = {
  tenant: 'remote',
  tenantName: 'Remote access',
  environment: 'production',
} as const

/** What was written down before the program started, oldest first. */
const written: readonly AuditLine[] = [
  entry(1, 90_000, { kind: 'policy', result: { kind: 'done' } }),
  entry(2, 7_300, {
    kind: 'signedIn',
    tenant: 'vault-eu',
    tenantName: 'Vault EU',
    environment: 'production',
    result: { kind: 'done' },
  }),
  entry(3, 7_000, {
    kind: 'disclosed',
    tenant: 'vault-eu',
    tenantName: 'Vault EU',
    environment: 'production',
    target: 'password of svc-backup',
    effect: 'discloses',
    result: { kind: 'done' },
    ticket: 'INC0048181',
    reason: 'restore after the fire drill',
  }),
  entry(4, 410, {
    ...remote,
    kind: 'opened',
    result: { kind: 'done' },
    ticket: 'INC0048213',
    reason: 'locked out, on the phone',
  }),
  ...(['approved', 'changeIntended', 'changeDone'] as const).map((kind, index) =>
    entry(5 + index, 380 - index, {
      ...remote,
      kind,
      target: 'Jonas Lind',
      operation: 'PATCH /user/{id}',
      effect: 'changes',
      result:
        kind === 'changeDone'
          ? { kind: 'answered', status: 200 }
          : kind === 'approved'
            ? { kind: 'done' }
            : null,
      ticket: 'INC0048213',
      reason: 'locked out, on the phone',
    }),
  ),
  entry(8, 120, {
    ...remote,
    kind: 'changeDone',
    target: 'old-hmi-03',
    operation: 'DELETE /jump-item/shell/{id}',
    effect: 'removes',
    result: { kind: 'unknown', why: 'timeout' },
    ticket: 'CHG0009114',
    reason: 'replaced on Monday',
  }),
  entry(9, 60, { ...remote, kind: 'locked', result: { kind: 'done' } }),
]

const hash = (number: number, word: string): string =>
  Array.from({ length: 64 }, (_, index) =>
    ((number * 7 + index * word.length) % 16).toString(16),
  ).join('')

function fits(line: AuditLine, filter: AuditFilter): boolean {
  const text = [line.who, line.tenantName, line.target, line.operation, line.ticket, line.reason]
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase()
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean)
  return (
    words.every((word) => text.includes(word)) &&
    (filter.tenant === null || line.tenant === filter.tenant) &&
    (filter.kinds.length === 0 || filter.kinds.includes(line.kind)) &&
    (filter.ticket === null || line.ticket === filter.ticket) &&
    (filter.since === null || line.at >= filter.since) &&
    (filter.until === null || line.at <= filter.until)
  )
}

const view = (line: AuditLine): AuditEntryView => ({
  line,
  seal: line.kind === 'changeDone' || line.kind === 'changeIntended' ? hash(5, 'seal') : null,
  previous: hash(line.number - 1, 'entry'),
  mac: hash(line.number, 'entry'),
  sealed: line.number > 1,
  other: line.number === 6 ? 7 : line.number === 7 ? 6 : null,
})

/** Answers about locks, tickets, rules and what was done. The lines of tenants are changed in place. */
export function guardAnswers(tenants: readonly TenantLine[], scene: string): Answers {
  const policy = policyOf(scene)
  let ticket: TicketView = {
    ticket: scene === 'empty' || scene === 'policy' ? null : 'INC0048213',
    system: 'Service desk',
    pattern: policy.ticketPattern ?? '',
    hint: policy.ticketPattern === null ? '' : 'INC and seven digits',
    required: policy.tickets ?? 'production',
  }
  const entries = scene === 'empty' ? [] : written.toReversed()
  const lockAs = (id: string, lock: TenantLine['lock']) => {
    const line = tenants.find((each) => each.id === id)
    if (!line) throw new Refusal({ kind: 'notFound' })
    line.lock = lock
  }
  const take = (given: string | null) => {
    if (given !== null && policy.ticketPattern !== null && !/^INC\d{7}$/.test(given)) {
      const problem = { kind: 'notATicket', wanted: ticket.hint } as const
      throw new Refusal({ kind: 'invalid', problems: [{ place: null, field: 'ticket', problem }] })
    }
    ticket = { ...ticket, ticket: given }
  }
  return {
    policyGet: () => policy,
    ticketGet: () => ticket,
    ticketSet: ({ ticket: given }) => {
      take(given)
      return null
    },
    tenantOpen: ({ request }) => {
      if (request.ticket !== null) take(request.ticket)
      const until = ahead(request.minutes * 60)
      lockAs(request.tenant, { kind: 'open', until, reason: request.reason })
      return null
    },
    tenantLock: ({ tenant }) => {
      lockAs(tenant, { kind: 'locked' })
      return null
    },
    tenantShown: () => null,
    secretReveal: () => null,
    secretCopy: () => null,
    ticketText: () => ({
      text: [
        'INC0048213  Changed Jonas Lind',
        'Who     esandberg on NM-LT-0442',
        'When    10 Nov 2026 10:39:12 +01:00 (09:39:12 UTC)',
        'Where   Remote access, production',
        'What    PATCH /user/{id}',
        'Result  200',
        'Ref     Keydesk entry 7',
      ].join('\n'),
    }),
    ticketCopy: () => null,
    auditList: ({ filter, window: { from, atMost } }) => {
      const found = entries.filter((line) => fits(line, filter))
      return { total: found.length, lines: found.slice(from, from + atMost) }
    },
    auditGet: ({ number }) => {
      const line = entries.find((each) => each.number === number)
      if (!line) throw new Refusal({ kind: 'notFound' })
      return view(line)
    },
    auditVerify: () => ({
      entries: entries.length,
      unsealed: scene === 'empty' ? 0 : 1,
      unfinished: 0,
      tookMs: 3,
      found:
        scene === 'altered' ? { kind: 'altered', entry: 7, what: 'changed' } : { kind: 'whole' },
    }),
    auditExport: ({ format }) => (format === 'csv' ? 'activity.csv' : 'activity.jsonl'),
  }
}
