import { useState } from 'react'

import { SelectField } from '#components/SelectField'
import type { TableHead, TableSort } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { SaveButton } from './SaveButton'
import { Rows } from './TableRows'

import styles from './BodyTable.module.css'

type Props = { exchange: string; tables: readonly TableHead[] }

/** A list in an answer as a table: which one, in which order, and as a file. */
export function BodyTable({ exchange, tables }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [sort, setSort] = useState<TableSort | null>(null)
  const head = tables.find(({ pointer }) => pointer === chosen) ?? tables[0]
  if (!head) return null
  const turn = (column: string) =>
    setSort(
      sort?.column !== column
        ? { column, descending: false }
        : sort.descending
          ? null
          : { column, descending: true },
    )
  return (
    <div className={styles.part}>
      <div className={styles.tools}>
        {tables.length > 1 && (
          <span className={styles.which}>
            <SelectField
              label={copy.table.which}
              labelHidden
              options={tables.map(({ pointer, rows }) => ({
                id: pointer,
                label: copy.table.name(pointer, rows),
              }))}
              value={head.pointer}
              onChange={(pointer) => {
                setChosen(pointer)
                setSort(null)
              }}
            />
          </span>
        )}
        <span className={styles.facts}>{copy.table.rows(head.rows, head.columns.length)}</span>
        <span className="push" />
        <SaveButton exchange={exchange} table={head.pointer} />
      </div>
      <Rows key={head.pointer} exchange={exchange} head={head} sort={sort} onSort={turn} />
    </div>
  )
}
