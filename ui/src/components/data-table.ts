import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'

/** One column of a long table. */
export type DataColumn<Row> = {
  id: string
  title: string
  /** What it says as text: found by, copied, and shown unless `cell` shows more. */
  text: (row: Row) => string
  /** By what rows are put in order, when not by their text; what has nothing comes last. */
  order?: (row: Row) => string | number | undefined
  cell?: (row: Row) => ReactNode
  /** Its share of the width, as a track of a CSS grid: `2fr`, `90px`. */
  width: string
  /** Figures stand at the end of their column. */
  figures?: boolean
  /** Not shown until somebody wants it. */
  folded?: boolean
}

/** What the table does with its rows; filtering is ours, for it looks at a whole row. */
export const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

const texts = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

const compare = (one: unknown, other: unknown): number =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : texts.compare(String(one), String(other))

/** Columns as the library takes them. */
export const definitions = <Row extends object>(
  columns: readonly DataColumn<Row>[],
): ColumnDef<typeof features, Row>[] =>
  columns.map(({ id, title, text, order }) => ({
    id,
    header: title,
    accessorFn: order ?? text,
    sortFn: (one, other, column) => compare(one.getValue(column), other.getValue(column)),
    sortUndefined: 'last',
    sortDescFirst: false,
  }))

/** All that each row says, to be searched. */
export const textsOf = <Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[]): string[] =>
  rows.map((row) =>
    columns
      .map((column) => column.text(row))
      .join('\n')
      .toLowerCase(),
  )

/** The rows in whose text every word stands, in whatever column. */
export function matching<Row>(
  rows: readonly Row[],
  texts: readonly string[],
  words: string,
): Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((_, index) => wanted.every((word) => texts[index]?.includes(word) === true))
}

/** Which rows are chosen: from where it began to where it is. */
export type Choice = { anchor: number; at: number }

/** Where a key leads among so many rows; nothing when it is not for moving. */
export function movedTo(key: string, at: number, count: number, page: number): number | undefined {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key]
  return to === undefined ? undefined : Math.max(0, Math.min(to, count - 1))
}
