import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'

import type { SchemaNode } from '#ipc/bindings'

import { copy } from './copy'
import { useSchemas } from './queries'
import { opensFields, type SchemaRow, schemaRows, type Side } from './schema-rows'
import { SchemaTreeRow } from './SchemaTreeRow'

import styles from './SchemaTree.module.css'

const ROW = 29
/** Shorter schemas are drawn whole. */
const VIRTUAL_FROM = 100

type Props = {
  document: string
  label: string
  /** What the first column is called: the name of the whole. */
  title: string
  nodes: readonly SchemaNode[]
  /** What the rows belong to, when they are the fields of one schema. */
  whole?: SchemaNode
  side?: Side
  /** Whether it has all the room there is, and not its place among other things. */
  fills?: boolean
}

/** Fields, their types and rules. What lies below a field is asked for when it is opened. */
export function SchemaTree(props: Props) {
  const { document, label, title, nodes, whole, side = 'both', fills = false } = props
  const scroller = useRef<HTMLDivElement>(null)
  // Opened places, each with the pointer whose fields it shows; folds and words ask for nothing.
  const [open, setOpen] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [focused, setFocused] = useState('')
  // A row may only be drawn once it is scrolled to; then it takes the focus.
  const wanted = useRef<string | null>(null)
  const pointers = useMemo(
    () => [...new Set(open.values())].filter((pointer) => pointer !== null),
    [open],
  )
  const below = useSchemas(document, pointers)
  const rows = useMemo(
    () => schemaRows(nodes, new Set(open.keys()), below, { side, whole: whole ?? null }),
    [nodes, open, below, side, whole],
  )

  const virtual = rows.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    enabled: virtual,
  })
  const items = virtual
    ? virtualizer.getVirtualItems()
    : rows.map((_, index) => ({ index, start: 0, end: 0 }))
  const before = virtual ? (items[0]?.start ?? 0) : 0
  const after = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0

  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === focused),
  )
  useEffect(() => {
    // The focus belongs to the page, not to React.
    const id = wanted.current
    const row =
      id === null ? null : scroller.current?.querySelector(`[data-row="${CSS.escape(id)}"]`)
    if (!(row instanceof HTMLElement)) return
    wanted.current = null
    row.focus()
  })

  const turn = (row: SchemaRow, wish?: boolean) => {
    if (row.kind !== 'fold' && (row.kind !== 'field' || row.open === undefined)) return
    const next = new Map(open)
    if (!(wish ?? !row.open)) next.delete(row.id)
    else next.set(row.id, row.kind === 'field' && opensFields(row.node) ? row.node.pointer : null)
    setOpen(next)
  }
  const goTo = (index: number) => {
    const row = rows[index]
    if (!row) return
    wanted.current = row.id
    setFocused(row.id)
    if (virtual) virtualizer.scrollToIndex(index)
  }
  const choose = (row: SchemaRow) => {
    if (row.kind === 'field' && row.leads !== null) {
      const { leads } = row
      goTo(
        Math.max(
          0,
          rows.findIndex(({ id }) => id === leads),
        ),
      )
    } else turn(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const go: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    }
    const isOpen = row.kind === 'field' || row.kind === 'fold' ? row.open : undefined
    const to = go[event.key]
    if (to !== undefined) goTo(to)
    else if (event.key === 'Enter' || event.key === ' ') choose(row)
    else if (event.key === 'ArrowRight') {
      if (isOpen === true) goTo(at + 1)
      else turn(row, true)
    } else if (event.key === 'ArrowLeft') {
      if (isOpen === true) turn(row, false)
      else goTo(row.parent)
    } else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-virtual={virtual || undefined}
      data-fills={fills || undefined}
    >
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows that open make a table a treegrid, with its rows and cells as they are
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className={styles.table}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const row = rowOf(event.target, rows)
          if (row) setFocused(row.id)
        }}
        onClick={(event) => {
          const row = rowOf(event.target, rows)
          if (row && row.kind !== 'words') choose(row)
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{title}</th>
            <th scope="col">{copy.schema.type}</th>
            <th scope="col">{copy.schema.rule}</th>
            <th scope="col">{copy.schema.means}</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map(({ index }) => {
            const row = rows[index]
            return (
              row && (
                <SchemaTreeRow
                  key={row.id}
                  row={row}
                  index={index}
                  current={index === at}
                  // Only words have a height of their own.
                  measure={virtual && row.kind === 'words' ? virtualizer.measureElement : undefined}
                />
              )
            )
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}

/** The row that something on the page stands in. */
function rowOf(target: EventTarget, rows: readonly SchemaRow[]): SchemaRow | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null
  return row ? rows[Number(row.dataset.index)] : undefined
}
