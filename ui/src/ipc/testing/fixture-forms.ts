import type { FieldView, MethodView, TenantLine, TestStep, VendorView } from '../bindings'
import { type Answers, Refusal } from './fake'
import { ahead } from './time'

const plain = (id: string, label: string): FieldView => ({
  id,
  label,
  secret: false,
  optional: false,
  hint: null,
})
const secret = (id: string, label: string): FieldView => ({
  id,
  label,
  secret: true,
  optional: false,
  hint: null,
})

const account: MethodView = {
  id: 'api-account',
  label: 'API account',
  hint: 'Management, API configuration: add an API account and copy both values.',
  fields: [plain('client_id', 'OAuth Client ID'), secret('client_secret', 'OAuth Client Secret')],
  addresses: [],
  note: 'An API account holds up to 30 tokens. A 31st would end the oldest one, so Keydesk keeps a single token and signs out when it closes.',
}
const service: MethodView = {
  id: 'service-user',
  label: 'Service user',
  hint: null,
  fields: [plain('client_id', 'Client ID'), secret('client_secret', 'Client secret')],
  addresses: [{ id: 'identity', ask: 'Address of the identity service' }],
  note: null,
}

const vendor = (
  maker: string,
  product: string,
  letters: string,
  hue: VendorView['mark']['hue'],
  methods: MethodView[],
): VendorView => ({
  id: `${maker} ${product}`,
  maker,
  product,
  mark: { letters, hue },
  ask: 'Paste any address of it, for example from your browser',
  methods,
})

const vendors: readonly VendorView[] = [
  vendor('Cedar', 'Vault Cloud', 'Ce', 'petrol', [account, service]),
  vendor('Moss', 'Gate', 'Mo', 'moss', [account]),
  vendor('Rowan', 'Remote Access', 'Ra', 'raspberry', [account]),
  vendor('Elder', 'Endpoint Rights', 'El', 'copper', [account]),
  vendor('Damson', 'Privilege Manager', 'Da', 'plum', [account]),
]

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

const facts: Readonly<Record<string, TestStep['fact']>> = {
  certificate: {
    kind: 'certificate',
    issuer: 'Northmere Issuing CA 2',
    until: '2027-03-14T00:00:00Z',
  },
  product: { kind: 'version', version: '25.1' },
  signIn: { kind: 'token', life: { kind: 'until', at: ahead(3600) } },
  firstRead: { kind: 'figure', label: 'Sessions now', value: 14 },
  document: { kind: 'document', title: 'Configuration API', operations: 222 },
}
const order = [
  'address',
  'certificate',
  'product',
  'signIn',
  'firstRead',
  'document',
  'signOut',
] as const

/** Answers about the form of a tenant. The scene `refused` fails at the sign-in. */
export function formAnswers(tenants: readonly TenantLine[], scene: string): Answers {
  const stopped = new Set<string>()
  return {
    vendorsList: () => [...vendors],
    tenantGet: ({ tenant }) => {
      const found = tenants.find(({ id }) => id === tenant)
      if (!found) throw new Refusal({ kind: 'notFound' })
      const known = vendors.find(({ maker, product }) => `${maker} ${product}` === found.product)
      return {
        line: { ...found, vendor: known?.id ?? found.vendor },
        method: account.id,
        fields: [{ id: 'client_id', value: '0f1e2d3c4b5a' }],
        held: ['client_secret'],
        addresses: [],
        trust: { kind: 'system', pem: '' },
      }
    },
    tenantUnderstand: ({ pasted }) => {
      const found = /^(https:\/\/)?([\w.-]+\.[\w.-]+(?::\d+)?)(\/.*)?$/.exec(pasted.trim())
      if (!found)
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'address', place: null, problem: { kind: 'notAnAddress' } }],
        })
      return {
        address: `https://${found[2] ?? ''}`,
        others: [],
        leftOut: found[3] ?? null,
        schemeAdded: found[1] === undefined,
      }
    },
    tenantTest: async ({ draft, ticket }, onItem) => {
      const ms = scene === 'slow' ? 700 : 5
      for (const id of order) {
        onItem({ id, state: 'running', tookMs: null, fact: null, failure: null })
        await pause(ms)
        if (stopped.has(ticket)) throw new Refusal({ kind: 'cancelled' })
        if (scene === 'refused' && id === 'signIn') {
          onItem({
            id,
            state: 'failed',
            tookMs: 143,
            fact: null,
            failure: {
              kind: 'signInRequired',
              tenant: 'trial',
              why: {
                kind: 'refused',
                status: 401,
                code: 'invalid_client',
                message: 'Client authentication failed',
              },
            },
          })
          return { passed: false, address: draft.address, steps: [] }
        }
        const fact =
          id === 'address'
            ? ({ kind: 'address', address: draft.address } as const)
            : (facts[id] ?? null)
        onItem({ id, state: 'passed', tookMs: 74, fact, failure: null })
      }
      return { passed: true, address: draft.address, steps: [] }
    },
    workCancel: ({ ticket }) => {
      stopped.add(ticket)
      return null
    },
    tenantAdd: () => 'vendor-access',
    tenantEdit: () => null,
    tenantRemove: () => null,
    secretRequest: () => ({ held: 'held-1', length: 44 }),
    secretPaste: () => ({ held: 'held-2', length: 64 }),
    secretForget: () => null,
  }
}
