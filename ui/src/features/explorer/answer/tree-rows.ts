/** A value that is open: how many values are in it, and where it stands among its neighbours. */
export type OpenNode = {
  pointer: string
  /** The value it is in; nothing for the whole. */
  parent: string | null
  /** Its number among the values of its parent, from 0. */
  index: number
  children: number
}

/** Which values are open, by pointer. The whole is always open. */
export type OpenNodes = ReadonlyMap<string, OpenNode>

/** A row of the tree: which value of which parent stands there. */
export type RowPlace = { parent: string; index: number; level: number; size: number }

/** The open values directly in a value, in their order. */
const openIn = (open: OpenNodes, pointer: string): OpenNode[] =>
  [...open.values()].filter(({ parent }) => parent === pointer).sort((a, b) => a.index - b.index)

/** How many rows stand below a value. */
export function rowsIn(open: OpenNodes, pointer: string): number {
  const node = open.get(pointer)
  if (!node) return 0
  return openIn(open, pointer).reduce(
    (sum, inside) => sum + rowsIn(open, inside.pointer),
    node.children,
  )
}

/**
 * What stands in a row below a value.
 *
 * Only the open values are walked through, so a list of a million values costs nothing.
 */
export function rowAt(open: OpenNodes, row: number, pointer = '', level = 1): RowPlace {
  const size = open.get(pointer)?.children ?? 0
  let before = 0
  for (const inside of openIn(open, pointer)) {
    const own = inside.index + before
    if (row <= own) break
    const below = rowsIn(open, inside.pointer)
    if (row <= own + below) return rowAt(open, row - own - 1, inside.pointer, level + 1)
    before += below
  }
  return { parent: pointer, index: row - before, level, size }
}

/** In which row an open value stands itself; -1 for the whole. */
export function rowOf(open: OpenNodes, pointer: string): number {
  const node = open.get(pointer)
  if (!node || node.parent === null) return -1
  const before = openIn(open, node.parent)
    .filter(({ index }) => index < node.index)
    .reduce((sum, inside) => sum + rowsIn(open, inside.pointer), 0)
  return rowOf(open, node.parent) + 1 + node.index + before
}

/** The open values once one more is open. */
export const opened = (open: OpenNodes, node: OpenNode): OpenNodes =>
  new Map([...open, [node.pointer, node]])

/** The open values once one is closed, and with it everything in it. */
export const closed = (open: OpenNodes, pointer: string): OpenNodes =>
  new Map([...open].filter(([other]) => other !== pointer && !other.startsWith(`${pointer}/`)))
