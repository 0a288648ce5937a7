import { EffectBadge } from '#components/EffectBadge'
import type { TaskOperation } from '#ipc/bindings'

import { copy } from './copy'

import styles from './TaskPanel.module.css'

/** The calls a task may make, and the rights they need; for whoever wants to know before. */
export function OperationsUsed({ operations }: { operations: readonly TaskOperation[] }) {
  return (
    <details className={styles.details}>
      <summary>{copy.operations}</summary>
      <ul className={styles.operations}>
        {operations.map(({ operation, effect, needs }) => (
          <li key={operation}>
            <code>{operation}</code>
            <EffectBadge effect={effect} />
            {needs.length > 0 && <span className="quiet small">{copy.needs(needs)}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
