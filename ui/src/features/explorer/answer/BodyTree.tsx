import { useState } from 'react'

import { useRows } from '#components/use-rows'
import type { TableHead, TreeNode } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { PAGE, treeKey, type TreePart, useTreeParts } from '../queries-answer'
import { closed, opened, type OpenNodes, rowAt, rowOf, rowsIn } from './tree-rows'
import { TreeRow } from './TreeRow'
import { useRoot } from './use-root'

import styles from './BodyTree.module.css'

const ROW = 24

type Props = { exchange: string; tables: readonly TableHead[] }

/** A body as a tree. What is in a value is asked for when its rows come into view. */
export function BodyTree({ exchange, tables }: Props) {
  const root = useRoot(exchange, tables)
  const [below, setBelow] = useState<OpenNodes>(new Map())
  const [at, setAt] = useState(0)
  const open: OpenNodes = opened(below, {
    pointer: '',
    parent: null,
    index: 0,
    children: root.count,
  })
  const count = rowsIn(open, '')
  const { scroller, first, last, height, topOf, show } = useRows({ count, size: ROW })
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    row: first + index,
    ...rowAt(open, first + index),
  }))
  const parts = new Map<string, TreePart>()
  for (const { parent, index } of places) {
    const part = { pointer: parent, page: Math.floor(index / PAGE) }
    parts.set(treeKey(part), part)
  }
  const loaded = useTreeParts(exchange, [...parts.values()])
  const nodeOf = ({ parent, index }: { parent: string; index: number }): TreeNode | undefined =>
    loaded.nodes.get(treeKey({ pointer: parent, page: Math.floor(index / PAGE) }))?.[index % PAGE]

  const goTo = (row: number) => {
    const next = Math.max(0, Math.min(count - 1, row))
    setAt(next)
    show(next)
    // The row may only now be drawn; it takes the focus once it is.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
    )
  }
  const turn = (node: TreeNode, parent: string, index: number, wanted?: boolean) => {
    const isOpen = open.has(node.pointer)
    if (node.children === 0 || wanted === isOpen) return
    setBelow(
      isOpen
        ? closed(below, node.pointer)
        : opened(below, { pointer: node.pointer, parent, index, children: node.children }),
    )
  }
  const press = (key: string): boolean => {
    const place = rowAt(open, at)
    const node = nodeOf(place)
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 240) / ROW) - 1)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    }
    const to = steps[key]
    if (to !== undefined) goTo(to)
    else if (key === 'ArrowRight' && node) {
      if (open.has(node.pointer)) goTo(at + 1)
      else turn(node, place.parent, place.index, true)
    } else if (key === 'ArrowLeft' && node) {
      if (open.has(node.pointer)) turn(node, place.parent, place.index, false)
      else goTo(Math.max(0, rowOf(open, place.parent)))
    } else if ((key === 'Enter' || key === ' ') && node) turn(node, place.parent, place.index)
    else return false
    return true
  }

  if (root.failed) return <p className={styles.note}>{copy.tree.failed}</p>
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="tree"
        aria-label={copy.tree.label}
        className={styles.tree}
        style={{ height }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || !press(event.key)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        {places.map((place) => {
          const node = nodeOf(place)
          return (
            <TreeRow
              key={`${place.parent}\n${place.index}`}
              place={place}
              node={node}
              open={node !== undefined && open.has(node.pointer)}
              focusable={place.row === at}
              top={topOf(place.row)}
              failed={loaded.failed}
              onPress={() => {
                setAt(place.row)
                if (node) turn(node, place.parent, place.index)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}
