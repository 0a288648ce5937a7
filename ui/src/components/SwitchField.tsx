import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { Switch } from 'react-aria-components'

import { Icon } from './Icon'

import field from './Field.module.css'
import styles from './SwitchField.module.css'

type Props = {
  label: string
  /** Nothing while it is neither on nor off. */
  value: boolean | null
  /** What its state is called: "Yes". */
  words: string
  onChange: (value: boolean) => void
  hint?: string
  error?: string | undefined
}

/** Something that holds or does not, with its label above like every other field. */
export function SwitchField({ label, value, words, onChange, hint, error }: Props) {
  const below = useId()
  return (
    <div className={field.field}>
      <span className={field.label} aria-hidden>
        {label}
      </span>
      <Switch
        className={styles.switch ?? ''}
        isSelected={value ?? false}
        onChange={onChange}
        aria-label={label}
        aria-describedby={below}
        data-unset={value === null || undefined}
      >
        <span className={styles.track}>
          <span className={styles.knob} />
        </span>
        <span aria-hidden>{words}</span>
      </Switch>
      <span id={below} className={error === undefined ? field.hint : field.error}>
        {error !== undefined && <Icon of={CircleAlert} size="small" />}
        {error ?? hint}
      </span>
    </div>
  )
}
