import { describe, expect, it } from 'vitest'

import type { GroupView, OperationLine } from '#ipc/bindings'
import { treeRows } from '#lib/tree'

import { branchesAbove, groupTree, hitTree, type Pages, pageKey, pathTree } from './operation-tree'

const group = (name: string, count: number, rest: Partial<GroupView> = {}): GroupView => ({
  name,
  count,
  title: null,
  parent: null,
  ...rest,
})
const line = (index: number, rest: Partial<OperationLine> = {}): OperationLine => ({
  key: `GET /${index}`,
  method: 'GET',
  path: `/${index}`,
  name: `Number ${index}`,
  effect: index % 2 === 0 ? 'reads' : 'changes',
  classified: true,
  deprecated: false,
  ...rest,
})
const page = (name: string, number: number, size = 200): Pages =>
  new Map([
    [
      pageKey({ group: name, page: number }),
      Array.from({ length: size }, (_, index) => line(number * 200 + index)),
    ],
  ])

describe('the tree by group', () => {
  it('has a row for every operation, and asks for the page of one that has not come', () => {
    const [node] = groupTree([group('all', 50_000)], page('all', 3), [])
    expect(node?.leaves?.length).toBe(50_000)
    expect(node?.leaves?.at(700)).toMatchObject({ kind: 'operation', line: { key: 'GET /700' } })
    expect(node?.leaves?.at(41)).toMatchObject({
      kind: 'coming',
      wants: { group: 'all', page: 0 },
    })
  })

  it('keeps the slot of a row when its operation comes', () => {
    const [before] = groupTree([group('all', 500)], new Map(), [])
    const [after] = groupTree([group('all', 500)], page('all', 0), [])
    expect(after?.leaves?.at(7).slot).toBe(before?.leaves?.at(7).slot)
    expect(after?.leaves?.indexOf(before?.leaves?.at(7).id ?? '')).toBe(7)
    expect(after?.leaves?.indexOf(after.leaves.at(7).id)).toBe(7)
  })

  it('puts groups into their parents, and counts what is below', () => {
    const [vault, lost] = groupTree(
      [
        group('vault', 3),
        group('account', 22, { parent: 'vault', title: 'Accounts' }),
        group('lost', 1, { parent: 'nowhere' }),
      ],
      new Map(),
      [],
    )
    expect(vault).toMatchObject({ count: 25, children: [{ id: 'account', name: 'Accounts' }] })
    expect(lost).toMatchObject({ id: 'lost', count: 1 })
  })

  it('shows groups that stand in each other at the top', () => {
    const nodes = groupTree(
      [group('a', 1, { parent: 'b' }), group('b', 1, { parent: 'a' })],
      new Map(),
      [],
    )
    expect(nodes.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('leaves out an effect, and goes on asking until the group has been read', () => {
    const [node] = groupTree([group('all', 500)], page('all', 0), ['changes'])
    expect(node?.leaves?.length).toBe(101)
    expect(node?.leaves?.at(100)).toMatchObject({ kind: 'coming', wants: { page: 1 } })
    expect(groupTree([group('odd', 1)], new Map([['odd\n0', [line(1)]]]), ['changes'])).toEqual([])
  })
})

describe('the tree by path', () => {
  const levels = new Map([
    ['', { branches: [{ path: '/user', name: '/user', count: 3 }], operations: [] }],
    [
      '/user',
      { branches: [{ path: '/user/{id}', name: '/{id}', count: 1 }], operations: [line(1)] },
    ],
  ])

  it('holds what came, and a row for what has not', () => {
    const nodes = pathTree(levels, [])
    const rows = treeRows(nodes, new Set(['path\n/user', 'path\n/user/{id}']))
    expect(Array.from({ length: rows.length }, (_, index) => rows.at(index)?.branch.label)).toEqual(
      ['/user 3 operations', '/{id} 1 operation', 'Coming…', 'GET Number 1, changes'],
    )
  })

  it('knows the way to an operation', () => {
    expect(branchesAbove(levels, '/user/{id}/groups')).toEqual(['/user', '/user/{id}'])
    expect(branchesAbove(levels, '/username')).toEqual([])
  })
})

describe('what was found', () => {
  it('stands below its groups, under their titles', () => {
    const hit = { line: line(2), group: 'a', nameMarks: [], pathMarks: [], elsewhere: 'field id' }
    const [node] = hitTree([hit], [group('a', 9, { title: 'First' })], [])
    expect(node).toMatchObject({ name: 'First', count: 1 })
    expect(node?.children?.[0]?.label).toBe('GET Number 2 field id, reads')
    expect(hitTree([hit], [], ['reads'])).toEqual([])
  })
})
