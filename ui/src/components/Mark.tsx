import type { MarkView } from '#lib/looks'

import styles from './Mark.module.css'

/** Two letters on a hue: the same vendor. The name always stands beside it. */
export function Mark({ mark, size }: { mark: MarkView; size?: 'small' | 'large' }) {
  return (
    <span className={styles.mark} data-hue={mark.hue} data-size={size} aria-hidden>
      {mark.letters}
    </span>
  )
}
