import { CircleCheck } from 'lucide-react'
import { Label, Radio, RadioGroup } from 'react-aria-components'

import type { MarkView } from '#lib/looks'

import { Icon } from './Icon'
import { Mark } from './Mark'

import styles from './ChoiceCards.module.css'

type Choice = { id: string; mark: MarkView; title: string; detail: string }

type Props = {
  label: string
  choices: readonly Choice[]
  value: string | null
  onChange: (id: string) => void
}

/** A few kinds of thing, of which one is chosen. */
export function ChoiceCards({ label, choices, value, onChange }: Props) {
  return (
    <RadioGroup className={styles.group ?? ''} value={value} onChange={onChange}>
      <Label className="hidden">{label}</Label>
      <div className={styles.grid}>
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className={styles.choice ?? ''}
            aria-label={`${choice.title} ${choice.detail}`}
          >
            <Mark mark={choice.mark} size="large" />
            <span className={styles.words}>
              <span className={styles.title} title={choice.title}>
                {choice.title}
              </span>
              <span className={styles.detail} title={choice.detail}>
                {choice.detail}
              </span>
            </span>
            {choice.id === value && <Icon of={CircleCheck} className={styles.tick} />}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
