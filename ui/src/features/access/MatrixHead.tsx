import { Target } from 'lucide-react'

import { Icon } from '#components/Icon'

import { copy } from './copy'
import type { MatrixColumn } from './model'

import styles from './Matrix.module.css'

type Props = {
  id: string
  corner: { title: string; note: string }
  columns: readonly MatrixColumn[]
  /** The columns that are drawn. */
  drawn: readonly number[]
  wide: number
  size: number
  active: number | null
  chosen: string | undefined
}

/** The head that stays: what the columns are, and each by its name. */
export function MatrixHead(props: Props) {
  const { id, corner, columns, drawn, wide, size, active, chosen } = props
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      <div
        role="columnheader"
        id={`${id}--1--1`}
        aria-colindex={1}
        className={styles.corner}
        style={{ width: wide }}
        data-active={active === -1 || undefined}
      >
        <span className="strong clip">{corner.title}</span>
        <span className="quiet small clip">{corner.note}</span>
      </div>
      {drawn.map((index) => {
        const column = columns[index]
        return (
          column && (
            <div
              key={column.key}
              role="columnheader"
              id={`${id}--1-${index}`}
              aria-colindex={index + 2}
              className={styles.column}
              style={{ left: wide + index * size, width: size }}
              data-line={-1}
              data-column={index}
              data-kind={column.kind}
              data-active={active === index || undefined}
              data-chosen={column.key === chosen || undefined}
              title={[column.name, column.place, column.note].filter(Boolean).join(', ')}
            >
              <span className={styles.name}>{column.name}</span>
              <span className={styles.note}>
                {column.kind === 'preset' && <Icon of={Target} size="tiny" />}
                <span className="clip">
                  {column.kind === 'preset' ? copy.presetNote : (column.place ?? column.note ?? '')}
                </span>
              </span>
            </div>
          )
        )
      })}
    </div>
  )
}
