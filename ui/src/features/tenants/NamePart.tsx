import { environmentIcon } from '#components/EnvironmentPill'
import { Segments } from '#components/Segments'
import { TextField } from '#components/TextField'
import type { Environment } from '#ipc/bindings'
import { environmentWord } from '#lib/looks'

import { copy } from './copy'
import type { Form } from './form'

import styles from './Form.module.css'

type Props = {
  form: Pick<Form, 'name' | 'environment'>
  problemOf: (field: string) => string | undefined
  onChange: (change: Partial<Form>) => void
}

/** What it is called, and whether people depend on it. */
export function NamePart({ form, problemOf, onChange }: Props) {
  // Only the program itself makes simulated tenants; such a one keeps what it is.
  const choices: readonly Environment[] =
    form.environment === 'demo' ? ['demo'] : ['production', 'test']
  return (
    <div className={styles.two}>
      <TextField
        label={copy.form.tenantName}
        value={form.name}
        onChange={(name) => onChange({ name })}
        hint={copy.form.nameHint}
        error={problemOf('name')}
        required
      />
      <div>
        <Segments
          label={copy.form.environment}
          labelShown
          wide
          segments={choices.map((id) => ({
            id,
            label: environmentWord[id],
            icon: environmentIcon[id],
          }))}
          value={form.environment}
          onChange={(environment) => onChange({ environment })}
        />
        <p className={styles.hint}>{copy.form.environmentHints[form.environment]}</p>
      </div>
    </div>
  )
}
