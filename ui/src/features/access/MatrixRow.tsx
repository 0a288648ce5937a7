import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'

import { Icon } from '#components/Icon'

import { CellMark } from './CellMark'
import { copy } from './copy'
import type { MatrixColumn, MatrixLine } from './model'

import styles from './Matrix.module.css'

type Props = {
  id: string
  index: number
  top: number
  line: MatrixLine
  columns: readonly MatrixColumn[]
  /** The columns that are drawn. */
  drawn: readonly number[]
  wide: number
  size: number
  /** Which of its cells the keys are at. */
  active: number | null
  /** Whether this permission is looked at more closely. */
  here: boolean
  /** The column that is. */
  holder: string | undefined
}

/** One line of the matrix, where it belongs. What is done in it is heard by all lines at once. */
export const MatrixRow = memo(function MatrixRow(props: Props) {
  const { id, index, top, line, columns, drawn, wide, size, active, here, holder } = props
  if (line.kind === 'group')
    return (
      <div role="row" aria-rowindex={index + 2} className={styles.group} style={{ top }}>
        <div role="rowheader" aria-colspan={columns.length + 1} className={styles.groupName}>
          {line.title}
        </div>
      </div>
    )
  const { permission } = line
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.line} style={{ top }}>
      <div
        role="rowheader"
        id={`${id}-${index}--1`}
        aria-colindex={1}
        className={styles.permission}
        style={{ width: wide }}
        data-line={index}
        data-column={-1}
        data-active={active === -1 || undefined}
        data-chosen={(here && holder === undefined) || undefined}
        title={permission.danger ?? undefined}
      >
        <span className="clip">
          {permission.label}
          {permission.level !== null && <span className="quiet"> {permission.level}</span>}
        </span>
        {permission.danger !== null && (
          <span className={styles.danger}>
            <Icon of={TriangleAlert} size="small" />
            <span className="hidden">{`${copy.danger}: ${permission.danger}`}</span>
          </span>
        )}
      </div>
      {drawn.map((column) => {
        const owner = columns[column]
        return (
          owner && (
            <div
              key={owner.key}
              role="gridcell"
              id={`${id}-${index}-${column}`}
              aria-colindex={column + 2}
              aria-selected={here && owner.key === holder}
              className={styles.cell}
              style={{ left: wide + column * size, width: size }}
              data-line={index}
              data-column={column}
              data-kind={owner.kind}
              data-active={active === column || undefined}
            >
              <CellMark cell={owner.cells.get(permission.key)} />
            </div>
          )
        )
      })}
    </div>
  )
})
