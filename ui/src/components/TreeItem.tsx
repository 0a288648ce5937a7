import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Branch, TreeRow } from '#lib/tree'

import { Icon } from './Icon'

import styles from './Tree.module.css'

type Props = {
  row: TreeRow<Branch>
  index: number
  /** Where it is drawn, in pixels, when only a part of the rows is. */
  top: number | undefined
  /** Whether it is the tree's one tab stop. */
  current: boolean
  selected: boolean
  onChoose: (how: 'look' | 'keep') => void
  onNear: () => void
  onHover: (() => void) | undefined
  children: ReactNode
}

/** One row of a tree. A second click or the middle button keeps what the first one showed. */
export function TreeItem({
  row,
  index,
  top,
  current,
  selected,
  onChoose,
  onNear,
  onHover,
  children,
}: Props) {
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
      onClick={(event) => onChoose(event.detail > 1 && row.open === undefined ? 'keep' : 'look')}
      onAuxClick={(event) => {
        if (event.button === 1 && row.open === undefined) onChoose('keep')
      }}
      onMouseDown={(event) => {
        // The middle button would otherwise begin to scroll.
        if (event.button === 1) event.preventDefault()
      }}
      onFocus={onNear}
      {...(onHover ? { onPointerEnter: onHover } : {})}
    >
      {row.open !== undefined && (
        <Icon of={row.open ? ChevronDown : ChevronRight} size="small" className={styles.chevron} />
      )}
      {children}
    </div>
  )
}
