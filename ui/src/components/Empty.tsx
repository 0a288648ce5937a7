import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { Icon } from './Icon'

import styles from './Empty.module.css'

/** A place with nothing in it: what it is for, and how to begin. */
export function Empty({
  icon,
  title,
  children,
  actions,
}: {
  icon: LucideIcon
  title: string
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <span className={styles.box}>
        <Icon of={icon} size="large" />
      </span>
      <h2 className="strong">{title}</h2>
      <p className={styles.sentence}>{children}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
