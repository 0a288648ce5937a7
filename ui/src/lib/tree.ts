/**
 * Children of which only some have come: they have nothing below them, and are asked for one by
 * one, so that fifty thousand of them cost as much as the thirty that are seen.
 */
type Leaves = {
  readonly length: number
  at: (index: number) => Branch
  /** Where a leaf stands, if it has come; otherwise -1. */
  indexOf: (id: string) => number
}

/**
 * A thing in a tree. It can be opened when it has `children` or `leaves`; leaves come last.
 * `typed` is what letters find it by, where its label begins with something else.
 */
export type Branch = {
  id: string
  label: string
  typed?: string
  /** What stays the same when the thing itself comes for a row that stood in for it. */
  slot?: string
  children?: readonly Branch[] | undefined
  leaves?: Leaves | undefined
}

/** A branch as a row: how deep it is, and where it stands among its siblings. */
export type TreeRow<B extends Branch> = {
  branch: B
  level: number
  position: number
  size: number
  open: boolean | undefined
  /** The row of its parent; -1 at the top. */
  parent: number
}

/** The rows that are to be seen. A row is made when it is asked for. */
export type TreeRows<B extends Branch> = {
  readonly length: number
  at: (index: number) => TreeRow<B> | undefined
  /** The row of a branch, or -1. */
  indexOf: (id: string) => number
}

type Listed = { readonly length: number; at: (index: number) => Branch | undefined }

/** Siblings that follow each other with nothing open between them. */
type Run = {
  start: number
  list: Listed
  leaves: Leaves | undefined
  from: number
  count: number
  /** The position of the list's first among its siblings, from 0. */
  shift: number
  size: number
  level: number
  parent: number
}

/** The rows of a tree of which some branches are open. */
export function treeRows<B extends Branch>(
  branches: readonly B[],
  open: ReadonlySet<string>,
): TreeRows<B> {
  const runs: Run[] = []
  let length = 0
  const add = (run: Omit<Run, 'start'>) => {
    if (run.count === 0) return
    runs.push({ ...run, start: length })
    length += run.count
  }
  const walk = (
    list: readonly Branch[],
    leaves: Leaves | undefined,
    level: number,
    parent: number,
  ) => {
    const size = list.length + (leaves?.length ?? 0)
    const place = { level, parent, size }
    let from = 0
    list.forEach((branch, index) => {
      if (!open.has(branch.id) || !canOpen(branch)) return
      add({ ...place, list, leaves: undefined, from, count: index + 1 - from, shift: 0 })
      from = index + 1
      walk(branch.children ?? [], branch.leaves, level + 1, length - 1)
    })
    add({ ...place, list, leaves: undefined, from, count: list.length - from, shift: 0 })
    if (leaves) {
      add({ ...place, list: leaves, leaves, from: 0, count: leaves.length, shift: list.length })
    }
  }
  walk(branches, undefined, 1, -1)

  const at = (index: number): TreeRow<B> | undefined => {
    const run = runAt(runs, index)
    const inside = run ? index - run.start + run.from : 0
    // A branch's children are of the branch's own kind; the type cannot say so without a class.
    const branch = run?.list.at(inside) as B | undefined
    if (!run || !branch) return undefined
    return {
      branch,
      level: run.level,
      position: run.shift + inside + 1,
      size: run.size,
      open: canOpen(branch) ? open.has(branch.id) : undefined,
      parent: run.parent,
    }
  }
  const indexOf = (id: string): number => {
    for (const run of runs) {
      if (run.leaves) {
        const inside = run.leaves.indexOf(id)
        if (inside >= 0) return run.start + inside
        continue
      }
      for (let inside = run.from; inside < run.from + run.count; inside += 1) {
        if (run.list.at(inside)?.id === id) return run.start + inside - run.from
      }
    }
    return -1
  }
  return { length, at, indexOf }
}

const canOpen = ({ children, leaves }: Branch): boolean =>
  children !== undefined || leaves !== undefined

/** The run a row is in: the last one that begins at it or before. */
function runAt(runs: readonly Run[], index: number): Run | undefined {
  let [low, high] = [0, runs.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((runs[middle]?.start ?? 0) <= index) low = middle
    else high = middle - 1
  }
  const run = runs[low]
  return run && index >= run.start && index < run.start + run.count ? run : undefined
}

/** What a key means in a tree. */
export type TreeMove =
  | { kind: 'go'; to: number }
  | { kind: 'open' | 'close' | 'choose'; at: number }
  | { kind: 'type'; letter: string }

/** The move a key makes, by the usual rules of trees; nothing for keys that are not for it. */
export function treeMove<B extends Branch>(
  key: string,
  at: number,
  rows: TreeRows<B>,
  page: number,
): TreeMove | null {
  const row = rows.at(at)
  const go = (to: number): TreeMove => ({
    kind: 'go',
    to: Math.min(rows.length - 1, Math.max(0, to)),
  })
  switch (key) {
    case 'ArrowDown':
      return go(at + 1)
    case 'ArrowUp':
      return go(at - 1)
    case 'PageDown':
      return go(at + page)
    case 'PageUp':
      return go(at - page)
    case 'Home':
      return go(0)
    case 'End':
      return go(rows.length - 1)
    case 'ArrowRight':
      if (row?.open === false) return { kind: 'open', at }
      return row?.open === true ? go(at + 1) : null
    case 'ArrowLeft':
      if (row?.open === true) return { kind: 'close', at }
      return row && row.parent >= 0 ? go(row.parent) : null
    case 'Enter':
    case ' ':
      return { kind: 'choose', at }
    default:
      return /^[\p{L}\p{N}]$/u.test(key) ? { kind: 'type', letter: key.toLowerCase() } : null
  }
}

/** The next row whose label begins with what was typed, from the current one on, round the end. */
export function typedRow<B extends Branch>(
  typed: string,
  at: number,
  rows: TreeRows<B>,
): number | null {
  const from = typed.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length
    const branch = rows.at(index)?.branch
    if ((branch?.typed ?? branch?.label)?.toLowerCase().startsWith(typed)) return index
  }
  return null
}
