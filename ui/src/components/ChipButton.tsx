import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'

import { Icon } from './Icon'

import styles from './ChipButton.module.css'

type Props = {
  icon: LucideIcon
  tone?: 'warn' | 'accent' | undefined
  edge?: boolean
  /** What it does, where the words on it only say how things stand. */
  label?: string
  onPress?: () => void
  children: ReactNode
}

/** A standing fact in a bar that can be changed: icon, word, figure. */
export function ChipButton({ icon, tone, edge = false, label, onPress, children }: Props) {
  return (
    <Button
      className={styles.chip ?? ''}
      data-tone={tone}
      data-edge={edge || undefined}
      {...(label ? { 'aria-label': label } : {})}
      {...(onPress ? { onPress } : {})}
    >
      <Icon of={icon} size="small" />
      <span className={styles.word}>{children}</span>
    </Button>
  )
}
