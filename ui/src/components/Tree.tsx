import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'

import { type Branch, treeMove, type TreeRow, treeRows, typedRow } from '#lib/tree'

import { Icon } from './Icon'

import styles from './Tree.module.css'

const ROW = 27
/** Shorter trees are drawn whole. */
const VIRTUAL_FROM = 100
const TYPING_MS = 700

type Props<B extends Branch> = {
  label: string
  branches: readonly B[]
  open: ReadonlySet<string>
  onOpen: (id: string, open: boolean) => void
  selected: string | null
  onSelect: (branch: B) => void
  /** What a row shows after its chevron. */
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
  children,
}: Props<B>) {
  const scroller = useRef<HTMLDivElement>(null)
  const typing = useRef({ text: '', at: 0 })
  const [focused, setFocused] = useState<string | null>(null)
  const rows = treeRows(branches, open)
  const virtual = rows.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    enabled: virtual,
  })
  const found = rows.findIndex((row) => row.branch.id === (focused ?? selected))
  const at = Math.max(0, found)

  const choose = (row: TreeRow<B>) => {
    if (row.open !== undefined) onOpen(row.branch.id, !row.open)
    else onSelect(row.branch)
  }
  const goTo = (index: number) => {
    const row = rows[index]
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
    const row = rows[at]
    if (!move || !row) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.to)
    else if (move.kind === 'choose') choose(row)
    else if (move.kind === 'type') {
      const now = Date.now()
      const text =
        now - typing.current.at < TYPING_MS ? typing.current.text + move.letter : move.letter
      typing.current = { text, at: now }
      const next = typedRow(text, at, rows)
      if (next !== null) goTo(next)
    } else onOpen(row.branch.id, move.kind === 'open')
  }

  const draw = (row: TreeRow<B>, index: number, top?: number) => (
    <div
      key={row.branch.id}
      role="treeitem"
      data-row={index}
      className={styles.row}
      style={{
        paddingInlineStart: 10 + (row.level - 1) * 14,
        ...(top === undefined ? {} : { position: 'absolute', insetInline: 0, top }),
      }}
      tabIndex={index === at ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-selected={row.branch.id === selected}
      aria-label={row.branch.label}
      {...(row.open === undefined ? {} : { 'aria-expanded': row.open })}
      onClick={() => {
        setFocused(row.branch.id)
        choose(row)
      }}
      onFocus={() => setFocused(row.branch.id)}
    >
      {row.open !== undefined && (
        <Icon of={row.open ? ChevronDown : ChevronRight} size="small" className={styles.chevron} />
      )}
      {children(row.branch)}
    </div>
  )

  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="tree"
        aria-label={label}
        className={styles.tree}
        onKeyDown={onKeyDown}
        style={virtual ? { height: virtualizer.getTotalSize() } : undefined}
      >
        {virtual
          ? virtualizer.getVirtualItems().flatMap((item) => {
              const row = rows[item.index]
              return row ? [draw(row, item.index, item.start)] : []
            })
          : rows.map((row, index) => draw(row, index))}
      </div>
    </div>
  )
}
