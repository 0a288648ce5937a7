import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { CertificateView, HeldSecret, MethodView, VendorView } from '#ipc/bindings'

import { AddressField } from './AddressField'
import { copy } from './copy'
import { type Form, secretState } from './form'
import { SecretField } from './SecretField'
import { TrustPart } from './TrustPart'

import styles from './Form.module.css'

type Props = {
  vendor: VendorView | undefined
  method: MethodView | undefined
  form: Form
  /** Secret fields whose value is in the vault already. */
  stored: readonly string[]
  /** What is in the certificates that are stored. */
  anchors: readonly CertificateView[]
  problemOf: (field: string) => string | undefined
  onChange: (change: Partial<Form>) => void
  onSecret: (field: string, secret: HeldSecret | null) => void
}

/** How to sign in, with what, and whom to trust on the way. */
export function SignInPart(props: Props) {
  const { vendor, method, form, stored, anchors, problemOf, onChange, onSecret } = props
  if (!vendor || !method) return <p className="quiet small">{copy.form.chooseFirst}</p>
  return (
    <div className={styles.two}>
      {vendor.methods.length > 1 && (
        <div className={styles.wide}>
          <SelectField
            label={copy.form.method}
            options={vendor.methods.map(({ id, label, hint }) => ({
              id,
              label,
              detail: hint ?? undefined,
            }))}
            value={method.id}
            onChange={(id) => onChange({ method: id })}
            hint={method.hint}
          />
        </div>
      )}
      {vendor.methods.length === 1 && method.hint && <p className={styles.lead}>{method.hint}</p>}
      {method.addresses.map((address) => (
        <div key={`${vendor.id} ${address.id}`} className={styles.wide}>
          <AddressField
            vendor={vendor.id}
            address={address}
            value={form.addresses[address.id] ?? ''}
            place={form.pasted}
            error={problemOf(address.id)}
            onChange={(value) =>
              onChange({ addresses: { ...form.addresses, [address.id]: value } })
            }
          />
        </div>
      ))}
      {method.fields.map((field) =>
        field.secret ? (
          <SecretField
            key={`${method.id} ${field.id}`}
            field={field}
            state={secretState(form, field.id, stored)}
            request={{ vendor: vendor.id, method: method.id, tenantName: form.name.trim() }}
            error={problemOf(field.id)}
            onHeld={(secret) => onSecret(field.id, secret)}
          />
        ) : (
          <TextField
            key={`${method.id} ${field.id}`}
            label={field.label}
            value={form.fields[field.id] ?? ''}
            onChange={(value) => onChange({ fields: { ...form.fields, [field.id]: value } })}
            hint={field.hint ?? (field.optional ? copy.form.optional : undefined)}
            error={problemOf(field.id)}
            required={!field.optional}
            mono
          />
        ),
      )}
      <TrustPart
        trust={form.trust}
        anchors={anchors}
        error={problemOf('trust')}
        onChange={(trust) => onChange({ trust })}
      />
    </div>
  )
}
