import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Tone } from '#lib/looks'

import { Icon } from './Icon'

import styles from './State.module.css'

/** An icon and a word, never a colour alone. */
export function State({
  icon,
  tone = 'neutral',
  children,
}: {
  icon: LucideIcon
  tone?: Tone
  children: ReactNode
}) {
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon of={icon} size="small" />
      {children}
    </span>
  )
}
