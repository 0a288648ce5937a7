import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { FieldError, Input, TextField } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { useCovered } from '#lib/covered'

import field from '#components/Field.module.css'
import styles from './Pairs.module.css'

type Half = { label: string; hint: string; text: string }

type Props = {
  name: Half
  value: Half
  error?: string | undefined
  onName: (text: string) => void
  onValue: (text: string) => void
  end: ReactNode
}

/** A name and a value side by side, with what is wrong with them below. */
export function PairRow({ name, value, error, onName, onValue, end }: Props) {
  return (
    <div className={styles.pair}>
      <Half half={name} onChange={onName} />
      <Half half={value} onChange={onValue} error={error} />
      {end}
    </div>
  )
}

type HalfProps = { half: Half; onChange: (text: string) => void; error?: string | undefined }

function Half({ half, onChange, error }: HalfProps) {
  const cover = useCovered(half.text, onChange)
  return (
    <TextField
      className={field.field ?? ''}
      aria-label={half.label}
      value={cover.value}
      onChange={cover.onChange}
      onBlur={cover.onBlur}
      isReadOnly={cover.covered}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <div className={field.input} data-mono data-invalid={error !== undefined || undefined}>
        <Input spellCheck={false} autoComplete="off" placeholder={half.hint} />
      </div>
      {error !== undefined && (
        <FieldError className={field.error ?? ''}>
          <Icon of={CircleAlert} size="small" />
          {error}
        </FieldError>
      )}
    </TextField>
  )
}
