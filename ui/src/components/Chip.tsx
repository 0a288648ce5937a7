import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { Icon } from './Icon'

import styles from './Chip.module.css'

/** A standing fact in a bar: icon, word, figure. */
export function Chip({
  icon,
  tone,
  edge = false,
  children,
}: {
  icon: LucideIcon
  tone?: 'warn' | 'accent'
  edge?: boolean
  children: ReactNode
}) {
  return (
    <span className={styles.chip} data-tone={tone} data-edge={edge || undefined}>
      <Icon of={icon} size="small" />
      <span className={styles.word}>{children}</span>
    </span>
  )
}
