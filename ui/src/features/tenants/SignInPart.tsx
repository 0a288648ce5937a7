import { Segments } from '#components/Segments'
import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { HeldSecret, MethodView, TrustKind, VendorView } from '#ipc/bindings'

import { copy } from './copy'
import { type Form, secretState } from './form'
import { SecretField } from './SecretField'

import styles from './Form.module.css'

type Props = {
  vendor: VendorView | undefined
  method: MethodView | undefined
  form: Form
  /** Secret fields whose value is in the vault already. */
  stored: readonly string[]
  problemOf: (field: string) => string | undefined
  onChange: (change: Partial<Form>) => void
  onSecret: (field: string, secret: HeldSecret | null) => void
}

const trustKinds: readonly TrustKind[] = ['system', 'alsoMine', 'onlyMine']
const PEM_ROWS = 5

/** How to sign in, with what, and whom to trust on the way. */
export function SignInPart(props: Props) {
  const { vendor, method, form, stored, problemOf, onChange, onSecret } = props
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
      {method.addresses.map(({ id, ask }) => (
        <div key={id} className={styles.wide}>
          <TextField
            label={ask}
            value={form.addresses[id] ?? ''}
            onChange={(value) => onChange({ addresses: { ...form.addresses, [id]: value } })}
            error={problemOf(id)}
            required
            mono
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
      <div className={styles.wide}>
        <Segments
          label={copy.form.trust}
          labelShown
          wide
          segments={trustKinds.map((kind) => ({ id: kind, label: copy.form.trustKinds[kind] }))}
          value={form.trust.kind}
          onChange={(kind) => onChange({ trust: { ...form.trust, kind } })}
        />
        <p className={styles.hint}>{copy.form.trustHints[form.trust.kind]}</p>
      </div>
      {form.trust.kind !== 'system' && (
        <div className={styles.wide}>
          <TextField
            label={copy.form.pem}
            value={form.trust.pem}
            onChange={(pem) => onChange({ trust: { ...form.trust, pem } })}
            rows={PEM_ROWS}
            hint={copy.form.pemHint}
            error={problemOf('trust')}
          />
        </div>
      )}
    </div>
  )
}
