import { count } from '#lib/format'

import styles from './Count.module.css'

/** How many, in a small round. `heard` completes it for those who do not see where it stands. */
export function Count({
  value,
  tone,
  heard,
}: {
  value: number
  tone?: 'accent' | 'bad'
  heard?: string
}) {
  return (
    <span className={styles.count} data-tone={tone}>
      {count(value)}
      {heard && <span className="hidden"> {heard}</span>}
    </span>
  )
}
