import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Tone } from '#lib/looks'

import { Icon } from './Icon'

import styles from './Badge.module.css'

export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon && <Icon of={icon} size="tiny" />}
      {children}
    </span>
  )
}
