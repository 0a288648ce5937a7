import type { Effect } from '#lib/looks'

import styles from './MethodBadge.module.css'

/** The verb as word, the effect as dress: verbs lie. */
export function MethodBadge({ method, effect }: { method: string; effect: Effect }) {
  return (
    <span className={styles.method} data-effect={effect}>
      {method.length > 6 ? method.slice(0, 5) : method}
    </span>
  )
}
