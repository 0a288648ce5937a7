/**
 * A thing in a tree. Children may be unknown until it is opened.
 * `typed` is what letters find it by, where its label begins with something else.
 */
export type Branch = {
  id: string
  label: string
  typed?: string
  children?: readonly Branch[] | undefined
}

/** A branch as a row: how deep it is, and where it stands among its siblings. */
export type TreeRow<B extends Branch> = {
  branch: B
  level: number
  position: number
  size: number
  open: boolean | undefined
}

/** The rows that are to be seen, in order. */
export function treeRows<B extends Branch>(
  branches: readonly B[],
  open: ReadonlySet<string>,
  level = 1,
): TreeRow<B>[] {
  return branches.flatMap((branch, index) => {
    const isOpen = branch.children === undefined ? undefined : open.has(branch.id)
    const row: TreeRow<B> = {
      branch,
      level,
      position: index + 1,
      size: branches.length,
      open: isOpen,
    }
    // A branch's children are of the branch's own kind; the type cannot say so without a class.
    const below = isOpen ? treeRows((branch.children ?? []) as readonly B[], open, level + 1) : []
    return [row, ...below]
  })
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
  rows: readonly TreeRow<B>[],
  page: number,
): TreeMove | null {
  const row = rows[at]
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
    case 'ArrowLeft': {
      if (row?.open === true) return { kind: 'close', at }
      const parent = rows.slice(0, at).findLastIndex((above) => above.level < (row?.level ?? 0))
      return parent >= 0 ? go(parent) : null
    }
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
  rows: readonly TreeRow<B>[],
): number | null {
  const from = typed.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length
    const branch = rows[index]?.branch
    if ((branch?.typed ?? branch?.label)?.toLowerCase().startsWith(typed)) return index
  }
  return null
}
