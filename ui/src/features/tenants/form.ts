import type {
  CertificateView,
  Environment,
  FieldView,
  HeldCertificate,
  HeldField,
  HeldSecret,
  MethodView,
  ProxyInput,
  TenantDetail,
  TenantDraft,
  TrustInput,
  VendorView,
} from '#ipc/bindings'

/** A secret as the form knows it: never its value. */
export type SecretState =
  | { state: 'none' }
  | { state: 'stored' }
  | { state: 'held'; held: HeldSecret }

/** Fields of the vault that belong to the way to a tenant, whatever the vendor is. */
export const PROXY_PASSWORD = 'proxy-password'
export const CLIENT_CERTIFICATE = 'client-certificate'

/** A client certificate as the form knows it: never its key. */
export type CertificateState =
  | { state: 'none' }
  | { state: 'stored'; certificate: CertificateView }
  | ({ state: 'held' } & HeldCertificate)

/** What a person has entered for a tenant. */
export type Form = {
  vendor: string | null
  pasted: string
  addresses: Readonly<Record<string, string>>
  method: string | null
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, HeldSecret>>
  trust: TrustInput
  proxy: ProxyInput
  certificate: CertificateState
  name: string
  environment: Environment
}

export const emptyForm: Form = {
  vendor: null,
  pasted: '',
  addresses: {},
  method: null,
  fields: {},
  secrets: {},
  trust: { kind: 'system', pem: '' },
  proxy: { kind: 'system', address: '', user: '' },
  certificate: { state: 'none' },
  name: '',
  environment: 'production',
}

const byId = (values: readonly { id: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(values.map(({ id, value }) => [id, value]))

/** A tenant's form as it is stored. Its secrets stay in the vault. */
export const formOf = ({
  line,
  method,
  fields,
  addresses,
  trust,
  proxy,
  certificate,
}: TenantDetail): Form => ({
  vendor: line.vendor,
  pasted: line.address,
  addresses: byId(addresses),
  method,
  fields: byId(fields),
  secrets: {},
  trust,
  proxy,
  certificate: certificate ? { state: 'stored', certificate } : { state: 'none' },
  name: line.name,
  environment: line.environment,
})

/** The way of signing in: the chosen one, or the vendor's usual one. */
export const methodOf = (vendor: VendorView | undefined, form: Form): MethodView | undefined =>
  vendor?.methods.find(({ id }) => id === form.method) ?? vendor?.methods[0]

/** How it stands with a secret field: given here, in the vault from before, or not at all. */
export function secretState(form: Form, field: string, stored: readonly string[]): SecretState {
  const held = form.secrets[field]
  if (held) return { state: 'held', held }
  return { state: stored.includes(field) ? 'stored' : 'none' }
}

/** Whether calls take the usual way and show nothing of their own. */
export const usualWay = ({ proxy, certificate }: Pick<Form, 'proxy' | 'certificate'>): boolean =>
  proxy.kind === 'system' && certificate.state === 'none'

/** A way without what belongs to another kind of way. */
function proxyOf({ kind, address, user }: ProxyInput): ProxyInput {
  switch (kind) {
    case 'none':
    case 'system':
      return { kind, address: '', user: '' }
    case 'manual':
      return { kind, address: address.trim(), user: user.trim() }
    case 'script':
      return { kind, address: address.trim(), user: '' }
    default: {
      const never: never = kind
      return never
    }
  }
}

/** The secrets of a draft: those of the way of signing in, and those of the way there. */
function secretsOf(form: Form, method: MethodView): HeldField[] {
  const { kind, user } = proxyOf(form.proxy)
  const wanted = [
    ...method.fields.filter(({ secret }) => secret).map(({ id }) => id),
    ...(kind === 'manual' && user !== '' ? [PROXY_PASSWORD] : []),
  ]
  return [
    ...wanted.flatMap((id) => {
      const held = form.secrets[id]
      return held ? [{ id, held: held.held }] : []
    }),
    ...(form.certificate.state === 'held'
      ? [{ id: CLIENT_CERTIFICATE, held: form.certificate.held }]
      : []),
  ]
}

/** A form as the core takes it. */
export function draftOf(
  form: Form,
  vendor: VendorView,
  method: MethodView,
  how: { tenant: string | null; address: string },
): TenantDraft {
  const plain = method.fields.filter(({ secret }) => !secret)
  return {
    tenant: how.tenant,
    vendor: vendor.id,
    name: form.name.trim(),
    address: how.address,
    addresses: method.addresses.map(({ id }) => ({ id, value: (form.addresses[id] ?? '').trim() })),
    method: method.id,
    fields: plain.map(({ id }) => ({ id, value: form.fields[id] ?? '' })),
    secrets: secretsOf(form, method),
    trust: form.trust.kind === 'system' ? { kind: 'system', pem: '' } : form.trust,
    proxy: proxyOf(form.proxy),
    keepCertificate: form.certificate.state === 'stored',
    environment: form.environment,
  }
}

const given = (form: Form, stored: readonly string[]) => (field: FieldView) =>
  field.optional ||
  (field.secret
    ? secretState(form, field.id, stored).state !== 'none'
    : (form.fields[field.id] ?? '').trim() !== '')

/** Whether everything a sign-in needs has been given. */
export const signInGiven = (form: Form, method: MethodView, stored: readonly string[]): boolean =>
  method.addresses.every(({ id, optional }) => optional || (form.addresses[id] ?? '').trim()) &&
  method.fields.every(given(form, stored)) &&
  (form.trust.kind === 'system' || form.trust.pem.trim() !== '')

/** Whether a way that needs an address has one. */
export const wayGiven = ({ proxy }: Pick<Form, 'proxy'>): boolean =>
  proxy.kind === 'none' || proxy.kind === 'system' || proxy.address.trim() !== ''

/** What a test is about; a name or an environment changes nothing of it. */
export const testedPart = (draft: TenantDraft): string =>
  JSON.stringify({ ...draft, name: '', environment: 'production' } satisfies TenantDraft)
