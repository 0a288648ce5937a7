import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'

import { Icon } from './Icon'
import { Tip } from './Tip'

import styles from './IconButton.module.css'

type Props = {
  /** What it does; a picture alone says nothing to many. */
  label: string
  icon: LucideIcon
  size?: 'small'
  pressed?: boolean
  onPress?: () => void
}

export function IconButton({ label, icon, size, pressed, onPress }: Props) {
  return (
    <Tip words={label}>
      <AriaButton
        className={styles.button ?? ''}
        aria-label={label}
        data-size={size}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...(onPress ? { onPress } : {})}
      >
        <Icon of={icon} size={size === 'small' ? 'small' : 'normal'} />
      </AriaButton>
    </Tip>
  )
}
