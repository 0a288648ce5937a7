import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { useRows } from '#components/use-rows'
import type { TableHead, TableSort } from '#ipc/bindings'
import { visible } from '#lib/json-tokens'

import { copy } from '../copy-answer'
import { PAGE, pagesOf, useTablePages } from '../queries-answer'
import { columnsSeen, columnWidths, type DrawnColumn } from './columns'

import styles from './BodyTable.module.css'

const ROW = 29
/** Sideways the view moves in steps, so that not each pixel draws anew. */
const SIDE_STEP = 120
/** Before the table is measured, it is taken to be this wide. */
const USUAL_WIDTH = 900

type Props = {
  exchange: string
  head: TableHead
  sort: TableSort | null
  onSort: (column: string) => void
}

/** The rows and columns of a table that are in view. */
export function Rows({ exchange, head, sort, onSort }: Props) {
  const { scroller, first, last, height, topOf } = useRows({ count: head.rows, size: ROW })
  const [side, setSide] = useState({ from: 0, view: USUAL_WIDTH })
  const pages = useTablePages(exchange, head.pointer, sort, pagesOf(first, last))
  // Widths come from the first rows ever seen, so that columns do not jump while scrolling.
  const [sample, setSample] = useState<readonly (readonly (string | null)[])[]>([])
  const beginning = pages.rows.get(0)
  if (sample.length === 0 && beginning && beginning.length > 0) {
    setSample(beginning.slice(0, 60))
  }
  const widths = useMemo(() => columnWidths(head.columns, sample), [head.columns, sample])
  const { columns, whole } = useMemo(
    () => columnsSeen(widths, side.from, side.view),
    [widths, side.from, side.view],
  )
  const look = (box: HTMLElement) => {
    const from = Math.floor(box.scrollLeft / SIDE_STEP) * SIDE_STEP
    const view = box.clientWidth + SIDE_STEP
    if (from !== side.from || view !== side.view) setSide({ from, view })
  }
  if (pages.failed && pages.rows.size === 0) {
    return <p className={styles.note}>{copy.table.failed}</p>
  }
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      tabIndex={0}
      role="group"
      aria-label={copy.table.label}
      onScroll={(event) => look(event.currentTarget)}
    >
      <div
        role="table"
        aria-label={copy.table.label}
        aria-rowcount={head.rows + 1}
        aria-colcount={head.columns.length}
        style={{ width: whole }}
        className={styles.table}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            {columns.map((column) => (
              <Head
                key={column.index}
                column={column}
                name={head.columns[column.index] ?? ''}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height }}>
          {drawn.map((index) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ transform: `translateY(${topOf(index)}px)` }}
            >
              <Cells
                row={pages.rows.get(Math.floor(index / PAGE))?.[index % PAGE]}
                columns={columns}
              />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

type HeadProps = {
  column: DrawnColumn
  name: string
  sort: TableSort | null
  onSort: (column: string) => void
}

function Head({ column, name, sort, onSort }: HeadProps) {
  const own = sort?.column === name ? sort : null
  return (
    <div
      role="columnheader"
      aria-colindex={column.index + 1}
      aria-sort={own === null ? 'none' : own.descending ? 'descending' : 'ascending'}
      className={styles.cell}
      style={{ insetInlineStart: column.start, width: column.width }}
    >
      <Button className={styles.sort ?? ''} onPress={() => onSort(name)}>
        <span className="clip" title={name}>
          {visible(name)}
        </span>
        {own && <Icon of={own.descending ? ArrowDown : ArrowUp} size="tiny" />}
      </Button>
    </div>
  )
}

type CellsProps = {
  row: readonly (string | null)[] | undefined
  columns: readonly DrawnColumn[]
}

const Cells = memo(function Cells({ row, columns }: CellsProps) {
  return columns.map(({ index, start, width }) => {
    const value = row?.[index]
    const text = value === undefined ? '…' : (value ?? copy.table.nothing)
    return (
      <div
        key={index}
        role={index === 0 ? 'rowheader' : 'cell'}
        aria-colindex={index + 1}
        className={styles.cell}
        data-nothing={value === null || undefined}
        style={{ insetInlineStart: start, width }}
        title={value ?? undefined}
      >
        {visible(text)}
      </div>
    )
  })
})
