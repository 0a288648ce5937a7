import { Check, ChevronDown, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components'

import { Icon } from './Icon'

import field from './Field.module.css'
import styles from './Menu.module.css'

type Option<Id extends string> = { id: Id; label: string; detail?: string | undefined }

type Props<Id extends string> = {
  label: string
  /** Where the label is on the screen already, it is only heard. */
  labelHidden?: boolean
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (value: Id) => void
  hint?: ReactNode
  error?: string | undefined
  /** Why nothing else can be chosen. */
  unavailable?: string | undefined
  placeholder?: string
}

export function SelectField<Id extends string>({
  label,
  labelHidden = false,
  options,
  value,
  onChange,
  hint,
  error,
  unavailable,
  placeholder,
}: Props<Id>) {
  const choose = (key: unknown) => {
    const chosen = options.find((option) => option.id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <Select
      className={field.field ?? ''}
      value={value}
      onChange={choose}
      isInvalid={error !== undefined}
      isDisabled={unavailable !== undefined}
      placeholder={placeholder ?? 'Choose one'}
    >
      <Label className={labelHidden ? 'hidden' : (field.label ?? '')}>{label}</Label>
      <Button className={`${field.input} ${field.select}`}>
        <SelectValue className={field.chosen ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Icon of={ChevronDown} size="small" />
      </Button>
      {error !== undefined ? (
        <FieldError className={field.error ?? ''}>
          <Icon of={CircleAlert} size="small" />
          {error}
        </FieldError>
      ) : (
        (unavailable ?? hint) && (
          <Text slot="description" className={field.hint ?? ''}>
            {unavailable ?? hint}
          </Text>
        )
      )}
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.menu ?? ''} items={options}>
          {(option) => (
            <ListBoxItem className={styles.item ?? ''} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span className={styles.words}>
                    <span className="clip">{option.label}</span>
                    {option.detail && <span className={styles.detail}>{option.detail}</span>}
                  </span>
                  {isSelected && <Icon of={Check} size="small" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
