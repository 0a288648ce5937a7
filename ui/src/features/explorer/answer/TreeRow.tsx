import { ChevronDown, ChevronRight } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { TreeNode } from '#ipc/bindings'
import { visible } from '#lib/json-tokens'

import { copy } from '../copy-answer'
import type { RowPlace } from './tree-rows'

import styles from './BodyTree.module.css'

type Props = {
  place: RowPlace & { row: number }
  /** Nothing while it has not come. */
  node: TreeNode | undefined
  open: boolean
  focusable: boolean
  top: number
  failed: boolean
  onPress: () => void
}

/** One value in a tree: its name, and what it is. */
export function TreeRow({ place, node, open, focusable, top, failed, onPress }: Props) {
  const words = node ? valueWords(node) : failed ? copy.tree.failed : copy.tree.coming
  const holds = node !== undefined && node.children > 0
  return (
    <div
      role="treeitem"
      data-row={place.row}
      className={styles.row}
      style={{ paddingInlineStart: 12 + (place.level - 1) * 16, transform: `translateY(${top}px)` }}
      tabIndex={focusable ? 0 : -1}
      aria-level={place.level}
      aria-posinset={place.index + 1}
      aria-setsize={place.size}
      aria-selected={false}
      aria-label={`${node?.name ?? place.index} ${words}`}
      {...(holds ? { 'aria-expanded': open } : {})}
      onClick={onPress}
    >
      <span className={styles.turn}>
        {holds && <Icon of={open ? ChevronDown : ChevronRight} size="small" />}
      </span>
      <code className={styles.name}>{node ? visible(node.name) : place.index}</code>
      <code className={styles.value} data-kind={node?.kind} title={words}>
        {words}
      </code>
    </div>
  )
}

function valueWords({ kind, text, children }: TreeNode): string {
  if (kind === 'array' || kind === 'object') return copy.tree.inside(kind, children)
  return visible(kind === 'string' ? `"${text}"` : kind === 'null' ? 'null' : text)
}
