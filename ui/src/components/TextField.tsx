import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components'

import { COVERED_HINT, useCovered } from '#lib/covered'

import { Icon } from './Icon'

import styles from './Field.module.css'

type Props = {
  label: string
  /** Where the label is on the screen already, it is only heard. */
  labelHidden?: boolean
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  /** What is wrong with it, as a sentence. */
  error?: string | undefined
  /** Why it cannot be changed. */
  unavailable?: string | undefined
  icon?: LucideIcon
  /** What stands at the end, inside the field. */
  end?: ReactNode
  placeholder?: string
  required?: boolean
  mono?: boolean
  autoFocus?: boolean
  /** More than one row makes it a text area. */
  rows?: number
  inputRef?: Ref<HTMLInputElement>
  onBlur?: () => void
}

/** A label, an entry, and one line below it: the hint, or what is wrong. */
export function TextField(props: Props) {
  const {
    label,
    labelHidden = false,
    value,
    onChange,
    hint,
    error,
    unavailable,
    icon,
    end,
    placeholder,
    required,
    mono,
    autoFocus,
    rows = 1,
    inputRef,
    onBlur,
  } = props
  const cover = useCovered(value, onChange)
  const off = unavailable ?? (cover.covered ? COVERED_HINT : undefined)
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={cover.value}
      onChange={cover.onChange}
      isInvalid={error !== undefined}
      isRequired={required ?? false}
      isReadOnly={off !== undefined}
      validationBehavior="aria"
      autoFocus={autoFocus ?? false}
      onBlur={() => {
        cover.onBlur()
        onBlur?.()
      }}
    >
      <Label className={labelHidden ? 'hidden' : (styles.label ?? '')}>{label}</Label>
      <div
        className={styles.input}
        data-area={rows > 1 || undefined}
        data-mono={mono || undefined}
        data-invalid={error !== undefined || undefined}
        data-off={off !== undefined || undefined}
      >
        {icon && <Icon of={icon} size="small" />}
        {rows > 1 ? (
          <TextArea rows={rows} spellCheck={false} {...(placeholder ? { placeholder } : {})} />
        ) : (
          <Input
            spellCheck={false}
            autoComplete="off"
            {...(placeholder ? { placeholder } : {})}
            {...(inputRef ? { ref: inputRef } : {})}
          />
        )}
        {end}
      </div>
      {error !== undefined ? (
        <FieldError className={styles.error ?? ''}>
          <Icon of={CircleAlert} size="small" />
          {error}
        </FieldError>
      ) : (
        (off ?? hint) && (
          <Text slot="description" className={styles.hint ?? ''}>
            {off ?? hint}
          </Text>
        )
      )}
    </AriaTextField>
  )
}
