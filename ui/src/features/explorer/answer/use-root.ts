import { useState } from 'react'

import type { TableHead } from '#ipc/bindings'

import { PAGE, treeKey, useTreeParts } from '../queries-answer'

/** How many values of an unknown number are looked for at once. */
const STEP = 8

/**
 * How many values the whole of a body has.
 *
 * A list that is shown as a table says so. Of anything else pages are read until one is not full.
 */
export function useRoot(
  exchange: string,
  tables: readonly TableHead[],
): { count: number; failed: boolean } {
  const known = tables.find(({ pointer }) => pointer === '')?.rows
  const [pages, setPages] = useState(1)
  const parts = Array.from({ length: known === undefined ? pages : 0 }, (_, page) => ({
    pointer: '',
    page,
  }))
  const { nodes, failed } = useTreeParts(exchange, parts)
  if (known !== undefined) return { count: known, failed: false }
  const counts = parts.map((part) => nodes.get(treeKey(part))?.length ?? 0)
  const full = counts.every((count) => count === PAGE)
  if (full && pages < STEP * 64) setPages(pages + STEP)
  return { count: counts.reduce((sum, count) => sum + count, 0), failed }
}
