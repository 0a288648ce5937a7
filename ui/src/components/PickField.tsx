import { ChevronDown, CircleAlert, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'

import { COVERED_HINT, useCovered } from '#lib/covered'
import { COVERED, useShield } from '#lib/shield'

import { Icon } from './Icon'

import field from './Field.module.css'
import menu from './Menu.module.css'
import styles from './PickField.module.css'

/** Something that can be picked, or was. */
type Pick = { id: string; label: string; note: string }

const words = {
  open: 'Show what can be picked',
  remove: (label: string) => `Take ${label} out`,
}

type Props = {
  label: string
  picked: readonly Pick[]
  onPick: (picked: readonly Pick[]) => void
  /** Several may be picked. */
  many?: boolean
  /** What fits what was typed. */
  choices: readonly Pick[]
  /** Told what is typed, so that what fits can be asked for. */
  onType: (typed: string) => void
  /** Told that somebody wants to see what there is. */
  onBegin: () => void
  /** What is said where there is nothing to choose: that it is asked for, or why there is none. */
  nothing: string
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
}

/** One or several things of a list that is elsewhere: found by a few letters, never typed whole. */
export function PickField(props: Props) {
  const { label, picked, onPick, many = false, choices, onType, nothing, hint, error } = props
  const shown = many ? '' : (picked[0]?.label ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const change = (text: string) => {
    setTyped(text)
    onType(text)
    // What is typed over a pick is another one.
    if (!many && picked.length > 0 && text !== shown) onPick([])
  }
  const shielded = useShield()
  const cover = useCovered(typed ?? shown, change)
  const choose = (key: unknown) => {
    const chosen = choices.find(({ id }) => id === key)
    if (!chosen) return
    setTyped(null)
    onType('')
    if (!many) onPick([chosen])
    else if (!picked.some(({ id }) => id === chosen.id)) onPick([...picked, chosen])
  }
  return (
    <ComboBox
      className={field.field ?? ''}
      items={choices}
      // Several stay in the list that can be opened; one is what stands in the field.
      selectedKey={many ? null : (picked[0]?.id ?? null)}
      inputValue={cover.value}
      onInputChange={cover.onChange}
      onSelectionChange={choose}
      onOpenChange={(open) => open && props.onBegin()}
      onFocusChange={(focused) => {
        if (!focused) cover.onBlur()
      }}
      isReadOnly={cover.covered}
      isInvalid={error !== undefined}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      menuTrigger="focus"
      defaultFilter={() => true}
      allowsCustomValue
      allowsEmptyCollection
    >
      <Label className={field.label ?? ''}>{label}</Label>
      {many && picked.length > 0 && (
        <ul className={styles.picked} aria-label={label}>
          {picked.map((each) => (
            <li key={each.id} className={styles.chip}>
              <span className="clip">{shielded ? COVERED : each.label}</span>
              <Button
                slot={null}
                className={styles.remove ?? ''}
                aria-label={words.remove(shielded ? COVERED : each.label)}
                onPress={() => onPick(picked.filter(({ id }) => id !== each.id))}
              >
                <Icon of={X} size="tiny" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div
        className={field.input}
        data-invalid={error !== undefined || undefined}
        data-off={cover.covered || undefined}
      >
        <Input spellCheck={false} autoComplete="off" />
        <Button className={styles.open ?? ''} aria-label={words.open}>
          <Icon of={ChevronDown} size="small" />
        </Button>
      </div>
      {error !== undefined ? (
        <FieldError className={field.error ?? ''}>
          <Icon of={CircleAlert} size="small" />
          {error}
        </FieldError>
      ) : (
        <Text slot="description" className={field.hint ?? ''}>
          {cover.covered ? COVERED_HINT : hint}
        </Text>
      )}
      <Popover className={menu.popover ?? ''} offset={4}>
        <ListBox
          className={menu.menu ?? ''}
          items={choices}
          renderEmptyState={() => <p className={styles.nothing}>{nothing}</p>}
        >
          {(choice) => (
            <ListBoxItem className={menu.item ?? ''} textValue={choice.label}>
              <span className={menu.words}>
                <span className="clip">{choice.label}</span>
                {choice.note && <span className={menu.detail}>{choice.note}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
