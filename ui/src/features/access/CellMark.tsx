import { Check, CircleQuestionMark, CornerDownRight } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { AccessCell } from '#ipc/bindings'

import { cellWord } from './copy'

import styles from './CellMark.module.css'

/** Whether something is held: a mark of its own shape for each, and a word for those who hear it. */
export function CellMark({ cell }: { cell: AccessCell | undefined }) {
  if (!cell) return null
  const word = <span className="hidden">{cellWord[cell.kind]}</span>
  switch (cell.kind) {
    case 'granted':
      return (
        <span className={styles.mark} data-kind="granted">
          <Icon of={Check} size="small" />
          {word}
        </span>
      )
    case 'included':
      return (
        <span className={styles.mark} data-kind="included" title={cell.through.join(', ')}>
          <Icon of={CornerDownRight} size="small" />
          {word}
          {cell.through.length > 0 && <span className="clip">{cell.through.join(', ')}</span>}
        </span>
      )
    case 'not':
      return (
        <span className={styles.mark} data-kind="not">
          <i aria-hidden />
          {word}
        </span>
      )
    case 'unknown':
      return (
        <span className={styles.mark} data-kind="unknown">
          <Icon of={CircleQuestionMark} size="small" />
          {word}
        </span>
      )
    default: {
      const never: never = cell
      return never
    }
  }
}
