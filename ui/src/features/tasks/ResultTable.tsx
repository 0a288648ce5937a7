import { useNavigate } from '@tanstack/react-router'
import { Layers } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { CsvButton } from '#components/CsvButton'
import type { DataColumn } from '#components/data-table'
import { DataTable } from '#components/DataTable'
import type { TaskTable } from '#ipc/bindings'
import { asCsv } from '#lib/delimited'
import { takeRows } from '#lib/taken'

import { copy } from './copy'

import styles from './Stage.module.css'

type Row = { cells: readonly string[] }

/** With fewer rows than this the table is no higher than they are. */
const FEW = 6

/** Rows that were found; they can be copied, or be where doing something for many begins. */
export function ResultTable({
  table,
  tenant,
  name,
}: {
  table: TaskTable
  tenant: string
  name: string
}) {
  const navigate = useNavigate()
  const rows = useMemo(() => table.rows.map((cells): Row => ({ cells })), [table.rows])
  const columns = useMemo(
    () =>
      table.columns.map((title, index): DataColumn<Row> => ({
        id: `${index}`,
        title,
        width: index === 0 ? '2fr' : 'minmax(72px, 1.4fr)',
        text: ({ cells }) => cells[index] ?? '',
      })),
    [table.columns],
  )
  if (rows.length === 0) return <p className="quiet">{table.none}</p>
  const doForMany = (chosen: readonly Row[]) => {
    takeRows({
      name,
      tenant,
      task: null,
      head: [...table.columns],
      rows: chosen.map(({ cells }) => [...cells]),
    })
    void navigate({ to: '/bulk', search: { tenant } })
  }
  return (
    <>
      <div className={styles.table} data-few={rows.length < FEW || undefined}>
        <DataTable
          label={copy.table}
          filterLabel={copy.filterTable}
          columns={columns}
          rows={rows}
          tools={(cells, chosen) => (
            <>
              <Button size="small" icon={Layers} onPress={() => doForMany(chosen)}>
                {copy.many(chosen.length)}
              </Button>
              <CsvButton text={() => asCsv(cells())} />
            </>
          )}
        />
      </div>
      {table.total !== null && table.total > rows.length && (
        <p className="quiet small">{copy.ofAll(rows.length, table.total)}</p>
      )}
    </>
  )
}
