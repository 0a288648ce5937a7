import { describe, expect, it } from 'vitest'

import { type Branch, type TreeRows, treeMove, treeRows, typedRow } from './tree'

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

const listed = (rows: TreeRows<Branch>) =>
  Array.from({ length: rows.length }, (_, index) => rows.at(index)).filter(
    (row) => row !== undefined,
  )

describe('the rows of a tree', () => {
  it('shows what is open, with its place among its siblings', () => {
    expect(listed(closed).map((row) => row.branch.id)).toEqual(['a', 'b'])
    expect(
      listed(opened).map(({ branch, level, position, size, open, parent }) => [
        branch.id,
        level,
        position,
        size,
        open,
        parent,
      ]),
    ).toEqual([
      ['a', 1, 1, 2, true, -1],
      ['a1', 2, 1, 2, undefined, 0],
      ['a2', 2, 2, 2, undefined, 0],
      ['b', 1, 2, 2, false, -1],
    ])
  })

  it('makes only the rows that are asked for, however many leaves there are', () => {
    const made: number[] = []
    const leaves = {
      length: 50_000,
      at: (index: number) => {
        made.push(index)
        return { id: `leaf ${index}`, label: `Leaf ${index}` }
      },
      indexOf: (id: string) => (id.startsWith('leaf ') ? Number(id.slice(5)) : -1),
    }
    const below = { id: 'below', label: 'Below', children: [{ id: 'in', label: 'In' }] }
    const rows = treeRows(
      [
        { id: 'big', label: 'Big', children: [below], leaves },
        { id: 'end', label: 'End' },
      ],
      new Set(['big', 'below']),
    )
    expect(rows.length).toBe(50_004)
    expect(rows.at(40_003)).toMatchObject({
      branch: { id: 'leaf 40000' },
      position: 40_002,
      size: 50_001,
      level: 2,
      parent: 0,
    })
    expect(rows.at(2)).toMatchObject({ branch: { id: 'in' }, level: 3, parent: 1 })
    expect(rows.at(50_003)?.branch.id).toBe('end')
    expect(rows.at(50_004)).toBeUndefined()
    expect(made).toEqual([40_000])
    expect(rows.indexOf('leaf 7')).toBe(10)
    expect(rows.indexOf('end')).toBe(50_003)
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
