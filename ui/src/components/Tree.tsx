import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

import { type Branch, treeMove, type TreeRow, type TreeRows, treeRows, typedRow } from '#lib/tree'

import { TreeItem } from './TreeItem'

import styles from './Tree.module.css'

const ROW = 27
/** Shorter trees are drawn whole: no more rows than are drawn of longer ones. */
const VIRTUAL_FROM = 50
const TYPING_MS = 700

/** How a row was chosen: to look at it, or to keep it. */
export type Chosen = 'look' | 'keep'

type Props<B extends Branch> = {
  label: string
  branches: readonly B[]
  open: ReadonlySet<string>
  onOpen: (id: string, open: boolean) => void
  selected: string | null
  onSelect: (branch: B, how: Chosen) => void
  /** Told of the rows in view, so that those that have not come can be fetched. */
  onSeen?: (branches: readonly B[]) => void
  /** Told of a row that may be chosen next: the pointer is on it, or it has the focus. */
  onNear?: (branch: B) => void
  /** What a row shows after its chevron; the same function each time, or every row is drawn again. */
  children: (branch: B) => ReactNode
}

/** A tree of rows. One tab stop; arrows move, Right and Left open and close, letters find. */
export function Tree<B extends Branch>({
  label,
  branches,
  open,
  onOpen,
  selected,
  onSelect,
  onSeen,
  onNear,
  children,
}: Props<B>) {
  const scroller = useRef<HTMLDivElement>(null)
  const typing = useRef({ text: '', at: 0 })
  const [focused, setFocused] = useState<string | null>(null)
  const rows = useMemo(() => treeRows(branches, open), [branches, open])
  const virtual = rows.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    enabled: virtual,
  })
  const items = virtual ? virtualizer.getVirtualItems() : []
  const first = items[0]?.index ?? 0
  const last = virtual ? (items.at(-1)?.index ?? -1) : rows.length - 1
  useEffect(() => {
    // The scroll position belongs to the page, not to React: the owner hears what is in view.
    onSeen?.(rowsBetween(rows, first, last).map(({ branch }) => branch))
  }, [rows, first, last, onSeen])

  // What had the focus may be gone, when something else was searched for or left out.
  const [focusedAt, selectedAt] = useMemo(
    () => [focused, selected].map((id) => (id === null ? -1 : rows.indexOf(id))),
    [rows, focused, selected],
  )
  const at = Math.max(0, (focusedAt ?? -1) >= 0 ? (focusedAt ?? 0) : (selectedAt ?? 0))
  const reveal = virtual && selected !== null ? selectedAt : undefined
  useEffect(() => {
    // The scroll position belongs to the page, as above: what was chosen elsewhere comes into view.
    if (reveal !== undefined && reveal >= 0) virtualizer.scrollToIndex(reveal)
    // Only another choice moves the list; rows that come or go above must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected, reveal !== undefined && reveal >= 0])

  const choose = (row: TreeRow<B>, how: Chosen) => {
    setFocused(row.branch.id)
    if (row.open !== undefined) onOpen(row.branch.id, !row.open)
    else onSelect(row.branch, how)
  }
  const goTo = (index: number) => {
    const row = rows.at(index)
    if (!row) return
    setFocused(row.branch.id)
    if (virtual) virtualizer.scrollToIndex(index)
    // The row may only now be drawn; it takes the focus once it is.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus(),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW * 10) / ROW) - 1)
    const move = treeMove(event.key, at, rows, page)
    const row = rows.at(at)
    if (!move || !row) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.to)
    else if (move.kind === 'choose') choose(row, event.key === 'Enter' ? 'keep' : 'look')
    else if (move.kind === 'type') {
      const now = Date.now()
      const text =
        now - typing.current.at < TYPING_MS ? typing.current.text + move.letter : move.letter
      typing.current = { text, at: now }
      const next = typedRow(text, at, rows)
      if (next !== null) goTo(next)
    } else onOpen(row.branch.id, move.kind === 'open')
  }

  const rowOf = ({ target }: SyntheticEvent) => {
    const drawn = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    return drawn === null ? undefined : rows.at(Number(drawn.dataset['row']))
  }
  const over = useRef<string>(undefined)

  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="tree"
        aria-label={label}
        className={styles.tree}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const row = rowOf(event)
          // A second click or the middle button keeps what the first one showed.
          if (row) choose(row, event.detail > 1 && row.open === undefined ? 'keep' : 'look')
        }}
        onAuxClick={(event) => {
          const row = rowOf(event)
          if (event.button === 1 && row && row.open === undefined) choose(row, 'keep')
        }}
        onMouseDown={(event) => {
          // The middle button would otherwise begin to scroll.
          if (event.button === 1) event.preventDefault()
        }}
        onFocus={(event) => {
          const row = rowOf(event)
          if (!row) return
          setFocused(row.branch.id)
          onNear?.(row.branch)
        }}
        onPointerOver={(event) => {
          const row = rowOf(event)
          if (!row || row.branch.id === over.current) return
          over.current = row.branch.id
          onNear?.(row.branch)
        }}
        onPointerLeave={() => (over.current = undefined)}
        style={virtual ? { height: virtualizer.getTotalSize() } : undefined}
      >
        {rowsBetween(rows, first, last).map((row, index) => (
          <TreeItem
            key={row.branch.slot ?? row.branch.id}
            row={row}
            index={first + index}
            top={virtual ? (first + index) * ROW : undefined}
            current={first + index === at}
            selected={row.branch.id === selected}
          >
            {children}
          </TreeItem>
        ))}
      </div>
    </div>
  )
}

const rowsBetween = <B extends Branch>(rows: TreeRows<B>, first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    rows.at(first + index),
  ).filter((row) => row !== undefined)
