import type {
  AppError,
  FieldView,
  MethodView,
  StepId,
  TenantDetail,
  TenantLine,
  TestStep,
  VendorView,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { anchorCertificate, clientCertificate, serverCertificate } from './fixture-certificates'
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
  addresses: [
    { id: 'identity', ask: 'Address of the identity service', optional: false, find: true },
  ],
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

const vendors: VendorView[] = [
  vendor('Cedar', 'Vault Cloud', 'Ce', 'petrol', [account, service]),
  vendor('Moss', 'Gate', 'Mo', 'moss', [account]),
  vendor('Rowan', 'Remote Access', 'Ra', 'raspberry', [account]),
  vendor('Elder', 'Endpoint Rights', 'El', 'copper', [account]),
  vendor('Damson', 'Privilege Manager', 'Da', 'plum', [account]),
]

const generic: MethodView = {
  id: 'bearer',
  label: 'A token',
  hint: 'A token that was made for you and is sent as it is.',
  fields: [secret('token', 'Token')],
  addresses: [],
  note: null,
}
vendors.push({
  ...vendor('Other product', 'Any API', 'Ap', 'slate', [generic]),
  id: 'generic',
  ask: 'The address below which the API’s paths begin',
})

/** A tenant behind a proxy, with an authority and a client certificate of its own. */
const guarded: Pick<TenantDetail, 'trust' | 'anchors' | 'proxy' | 'certificate' | 'held'> = {
  trust: { kind: 'onlyMine', pem: 'the authority of the drawings' },
  anchors: [anchorCertificate],
  proxy: { kind: 'manual', address: 'http://proxy.northmere.example:8080', user: 'help-desk' },
  certificate: clientCertificate,
  held: ['client_secret', 'proxy-password', 'client-certificate'],
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

const facts: Readonly<Record<string, TestStep['fact']>> = {
  connection: { kind: 'way', proxy: 'http://proxy.northmere.example:8080', saidBy: 'system' },
  certificate: { kind: 'certificate', certificate: serverCertificate },
  clock: { kind: 'clock', seconds: 1 },
  product: { kind: 'version', version: '25.1' },
  signIn: { kind: 'token', life: { kind: 'until', at: ahead(3600) } },
  firstRead: { kind: 'figure', label: 'Sessions now', value: 14 },
  document: { kind: 'document', title: 'Configuration API', operations: 222 },
}
const order = [
  'address',
  'name',
  'connection',
  'certificate',
  'clock',
  'product',
  'signIn',
  'firstRead',
  'document',
  'signOut',
] as const

/** Where the check of a tenant of the drawings ends, and why. */
const troubles: Readonly<Record<string, Partial<Record<StepId, AppError>>>> = {
  plants: {
    connection: {
      kind: 'proxy',
      via: { proxy: 'http://proxy.northmere.example:8080', saidBy: 'script' },
      cause: { kind: 'refused', status: 403 },
    },
  },
  'vault-test': {
    certificate: {
      kind: 'untrusted',
      host: 'vault-test.northmere.example:443',
      issuer: 'CN=Inspecting Proxy CA',
      names: ['vault-test.northmere.example'],
      until: '2026-12-01T00:00:00Z',
      fingerprint: serverCertificate.fingerprint,
      cause: 'unknownIssuer',
      expected: [anchorCertificate.fingerprint],
    },
  },
}
const refusedSignIn: AppError = {
  kind: 'signInRequired',
  tenant: 'trial',
  why: {
    kind: 'refused',
    status: 401,
    code: 'invalid_client',
    message: 'Client authentication failed',
    explained: {
      happened: 'The client ID or its secret is not known there.',
      cause: 'The secret was made anew, or belongs to another API account.',
      next: 'Make a new secret for the API account and enter it here.',
      who: 'you',
    },
  },
}

/** Answers about the form of a tenant. The scene `refused` fails at the sign-in. */
export function formAnswers(tenants: readonly TenantLine[], scene: string): Answers {
  const stopped = new Set<string>()
  const walk = async (
    ticket: string,
    address: string,
    wrong: Partial<Record<StepId, AppError>>,
    onItem: (step: TestStep) => void,
  ) => {
    for (const id of order) {
      onItem({ id, state: 'running', tookMs: null, fact: null, failure: null })
      await pause(scene === 'slow' ? 700 : 5)
      if (stopped.has(ticket)) throw new Refusal({ kind: 'cancelled' })
      const failure = wrong[id] ?? null
      const fact = id === 'address' ? ({ kind: 'address', address } as const) : (facts[id] ?? null)
      onItem(
        failure
          ? { id, state: 'failed', tookMs: 143, fact: null, failure }
          : { id, state: 'passed', tookMs: 74, fact, failure },
      )
      if (failure) return { passed: false, address, steps: [] }
    }
    return { passed: true, address, steps: [] }
  }
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
        anchors: [],
        proxy: { kind: 'system', address: '', user: '' },
        certificate: null,
        ...(tenant === 'remote' ? guarded : {}),
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
    tenantFindAddress: ({ place }) =>
      place.includes('northmere') ? 'https://abc1234.id.northmere.example' : null,
    tenantTest: ({ draft, ticket }, onItem) =>
      walk(ticket, draft.address, scene === 'refused' ? { signIn: refusedSignIn } : {}, onItem),
    tenantCheck: ({ tenant, ticket }, onItem) => {
      const found = tenants.find(({ id }) => id === tenant)
      if (!found) throw new Refusal({ kind: 'notFound' })
      return walk(ticket, found.address, troubles[tenant] ?? {}, onItem)
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
    certificateChoose: () => ({ held: 'held-3', certificate: clientCertificate }),
    secretForget: () => null,
  }
}
