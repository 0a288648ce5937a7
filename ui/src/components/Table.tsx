import type { ReactNode } from 'react'

import styles from './Table.module.css'

export type Column<Row> = {
  id: string
  title: string
  /** Figures stand at the end of their column. */
  figures?: boolean
  cell: (row: Row) => ReactNode
}

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** The actions of a row, at its end. */
  actions?: (row: Row) => ReactNode
}

/** Rows of one kind of thing; the first column names them. */
export function Table<Row>({ label, columns, rows, rowId, actions }: Props<Row>) {
  return (
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-figures={column.figures || undefined}>
                {column.title}
              </th>
            ))}
            {actions && (
              <th scope="col">
                <span className="hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} data-figures={column.figures || undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
              {actions && <td className={styles.actions}>{actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
