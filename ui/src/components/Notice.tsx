import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { Icon } from './Icon'

import styles from './Notice.module.css'

type NoticeTone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad'

const icons: Readonly<Record<NoticeTone, LucideIcon>> = {
  neutral: Info,
  accent: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
}

/** One or two sentences in place. Told at once only when something failed. */
export function Notice({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: NoticeTone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <Icon of={icon ?? icons[tone]} size="normal" />
      <div className={styles.words}>{children}</div>
    </div>
  )
}
