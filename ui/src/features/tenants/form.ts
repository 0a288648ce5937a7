import type {
  Environment,
  FieldView,
  HeldSecret,
  MethodView,
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

/** What a person has entered for a tenant. */
export type Form = {
  vendor: string | null
  pasted: string
  addresses: Readonly<Record<string, string>>
  method: string | null
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, HeldSecret>>
  trust: TrustInput
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
  name: '',
  environment: 'production',
}

const byId = (values: readonly { id: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(values.map(({ id, value }) => [id, value]))

/** A tenant's form as it is stored. Its secrets stay in the vault. */
export const formOf = ({ line, method, fields, addresses, trust }: TenantDetail): Form => ({
  vendor: line.vendor,
  pasted: line.address,
  addresses: byId(addresses),
  method,
  fields: byId(fields),
  secrets: {},
  trust,
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
    secrets: method.fields.flatMap(({ id }) => {
      const held = form.secrets[id]
      return held ? [{ id, held: held.held }] : []
    }),
    trust: form.trust.kind === 'system' ? { kind: 'system', pem: '' } : form.trust,
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
  method.fields.every(given(form, stored)) &&
  method.addresses.every(({ id }) => (form.addresses[id] ?? '').trim() !== '') &&
  (form.trust.kind === 'system' || form.trust.pem.trim() !== '')

/** What a test is about; a name or an environment changes nothing of it. */
export const testedPart = (draft: TenantDraft): string =>
  JSON.stringify({ ...draft, name: '', environment: 'production' } satisfies TenantDraft)
