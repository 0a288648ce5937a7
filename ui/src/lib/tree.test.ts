import { describe, expect, it } from 'vitest'

import { treeMove, treeRows, typedRow } from './tree'

const branches = [
  {
    id: 'a',
    label: 'Accounts',
    children: [
      { id: 'a1', label: 'List' },
      { id: 'a2', label: 'Unlock' },
    ],
  },
  { id: 'b', label: 'Users', children: [] },
]
const closed = treeRows(branches, new Set())
const opened = treeRows(branches, new Set(['a']))

describe('the rows of a tree', () => {
  it('shows what is open, with its place among its siblings', () => {
    expect(closed.map((row) => row.branch.id)).toEqual(['a', 'b'])
    expect(
      opened.map(({ branch, level, position, size, open }) => [
        branch.id,
        level,
        position,
        size,
        open,
      ]),
    ).toEqual([
      ['a', 1, 1, 2, true],
      ['a1', 2, 1, 2, undefined],
      ['a2', 2, 2, 2, undefined],
      ['b', 1, 2, 2, false],
    ])
  })
})

describe('keys in a tree', () => {
  it('opens with Right, then goes in', () => {
    expect(treeMove('ArrowRight', 0, closed, 5)).toEqual({ kind: 'open', at: 0 })
    expect(treeMove('ArrowRight', 0, opened, 5)).toEqual({ kind: 'go', to: 1 })
  })
  it('goes to the parent with Left, then closes it', () => {
    expect(treeMove('ArrowLeft', 2, opened, 5)).toEqual({ kind: 'go', to: 0 })
    expect(treeMove('ArrowLeft', 0, opened, 5)).toEqual({ kind: 'close', at: 0 })
    expect(treeMove('ArrowLeft', 0, closed, 5)).toBeNull()
  })
  it('does not leave the tree at its ends', () => {
    expect(treeMove('ArrowUp', 0, opened, 5)).toEqual({ kind: 'go', to: 0 })
    expect(treeMove('PageDown', 1, opened, 50)).toEqual({ kind: 'go', to: 3 })
    expect(treeMove('End', 0, opened, 5)).toEqual({ kind: 'go', to: 3 })
  })
  it('leaves keys alone that are not for it', () =>
    expect(treeMove('Tab', 0, opened, 5)).toBeNull())
  it('finds the next row by its first letters, round the end', () => {
    expect(typedRow('u', 0, opened)).toBe(2)
    expect(typedRow('u', 2, opened)).toBe(3)
    expect(typedRow('a', 3, opened)).toBe(0)
    expect(typedRow('z', 0, opened)).toBeNull()
  })
})
