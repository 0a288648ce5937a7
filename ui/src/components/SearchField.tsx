import { Search, X } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components'

import { useCovered } from '#lib/covered'

import { Icon } from './Icon'

import styles from './Field.module.css'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  small?: boolean
  inputRef?: Ref<HTMLInputElement>
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  /** The id of a hint elsewhere on the screen. */
  describedBy?: string
  autoFocus?: boolean
}

/** A field that narrows what stands below it. Escape empties it. */
export function SearchField({
  label,
  value,
  onChange,
  placeholder,
  small = false,
  inputRef,
  onKeyDown,
  describedBy,
  autoFocus = false,
}: Props) {
  const cover = useCovered(value, onChange)
  return (
    <AriaSearchField
      className={styles.field ?? ''}
      aria-label={label}
      value={cover.value}
      onChange={cover.onChange}
      onBlur={cover.onBlur}
      isReadOnly={cover.covered}
      autoFocus={autoFocus}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    >
      <div className={styles.input} data-size={small ? 'small' : undefined}>
        <Icon of={Search} size="small" />
        <Input
          spellCheck={false}
          autoComplete="off"
          {...(placeholder ? { placeholder } : {})}
          {...(inputRef ? { ref: inputRef } : {})}
          {...(onKeyDown ? { onKeyDown } : {})}
        />
        {value !== '' && (
          <Button
            aria-label="Empty the search"
            {...(cover.covered ? { slot: null, onPress: () => onChange('') } : {})}
          >
            <Icon of={X} size="small" />
          </Button>
        )}
      </div>
    </AriaSearchField>
  )
}
