import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'

import type { Branch, TreeRow } from '#lib/tree'

import { Icon } from './Icon'

import styles from './Tree.module.css'

type Props<B extends Branch> = {
  row: TreeRow<B>
  index: number
  /** Where it is drawn, in pixels, when only a part of the rows is. */
  top: number | undefined
  /** Whether it is the tree's one tab stop. */
  current: boolean
  selected: boolean
  /** What it shows after its chevron; the same function each time, or every row is drawn again. */
  children: (branch: B) => ReactNode
}

function Item<B extends Branch>({ row, index, top, current, selected, children }: Props<B>) {
  return (
    <div
      role="treeitem"
      data-row={index}
      className={styles.row}
      style={{
        paddingInlineStart: 10 + (row.level - 1) * 14,
        ...(top === undefined ? {} : { position: 'absolute', insetInline: 0, top }),
      }}
      tabIndex={current ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-selected={selected}
      aria-label={row.branch.label}
      {...(row.open === undefined ? {} : { 'aria-expanded': row.open })}
    >
      {row.open !== undefined && (
        <Icon of={row.open ? ChevronDown : ChevronRight} size="small" className={styles.chevron} />
      )}
      {children(row.branch)}
    </div>
  )
}

/** Whether two things hold the same, one by one. */
function alike(one: object, other: object, without: readonly string[]): boolean {
  const keys = Object.keys(one).filter((key) => !without.includes(key))
  return (
    keys.every((key) => Object.is(Reflect.get(one, key), Reflect.get(other, key))) &&
    Object.keys(other).every((key) => without.includes(key) || key in one)
  )
}

/**
 * One row of a tree, which hears nothing itself: the tree does.
 *
 * Rows are made anew each time they are asked for, so they are compared by what they hold; what is
 * below a branch has rows of its own.
 */
export const TreeItem = memo(
  Item,
  (before, after) =>
    alike(before, after, ['row']) &&
    alike(before.row, after.row, ['branch', 'parent']) &&
    alike(before.row.branch, after.row.branch, ['children', 'leaves']),
) as typeof Item
