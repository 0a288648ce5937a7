import type { LucideIcon } from 'lucide-react'
import { Label, Radio, RadioGroup, Text } from 'react-aria-components'

import { Icon } from './Icon'

import styles from './Segments.module.css'

type Segment<Id extends string> = { id: Id; label: string; icon?: LucideIcon }

type Props<Id extends string> = {
  label: string
  /** Shown above, like a field's; otherwise it is only heard. */
  labelShown?: boolean
  segments: readonly Segment<Id>[]
  value: Id
  onChange: (value: Id) => void
  /** Takes the whole width in equal parts. */
  wide?: boolean
  /** Why nothing else can be chosen. */
  unavailable?: string | undefined
}

/** Two to four short words, of which one holds. */
export function Segments<Id extends string>({
  label,
  labelShown = false,
  segments,
  value,
  onChange,
  wide = false,
  unavailable,
}: Props<Id>) {
  const choose = (key: string) => {
    const chosen = segments.find((segment) => segment.id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <RadioGroup
      className={styles.group ?? ''}
      orientation="horizontal"
      value={value}
      onChange={choose}
      isDisabled={unavailable !== undefined}
    >
      <Label className={labelShown ? (styles.label ?? '') : 'hidden'}>{label}</Label>
      <div className={styles.track} data-wide={wide || undefined}>
        {segments.map((segment) => (
          <Radio key={segment.id} value={segment.id} className={styles.segment ?? ''}>
            {segment.icon && <Icon of={segment.icon} size="small" />}
            {segment.label}
          </Radio>
        ))}
      </div>
      {unavailable !== undefined && (
        <Text slot="description" className="quiet small">
          {unavailable}
        </Text>
      )}
    </RadioGroup>
  )
}
