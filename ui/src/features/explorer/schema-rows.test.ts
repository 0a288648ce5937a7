import { describe, expect, it } from 'vitest'

import type { SchemaNode } from '#ipc/bindings'
import { field } from '#ipc/testing/fixture-book'

import { cycleName, schemaRows } from './schema-rows'

const NONE = new Set<string>()
const both = { side: 'both', whole: null } as const
const rowsOf = (nodes: SchemaNode[], open: string[] = [], below = new Map()) =>
  schemaRows(nodes, new Set(open), below, both)

describe('the rows of a schema', () => {
  it('say what has not come, what failed, and what is empty', () => {
    const node = field('groups', 'array of Group', { pointer: '/g', opens: true })
    const state = (below: Map<string, { data: SchemaNode[] | undefined; failed: boolean }>) =>
      rowsOf([node], ['/0'], below)[1]
    expect(state(new Map())).toMatchObject({ kind: 'note', state: 'coming', level: 2, parent: 0 })
    expect(state(new Map([['/g', { data: undefined, failed: true }]]))).toMatchObject({
      state: 'failed',
    })
    expect(state(new Map([['/g', { data: [], failed: false }]]))).toMatchObject({ state: 'empty' })
  })

  it('fold what cannot be sent in a request, and what never comes in an answer', () => {
    const nodes = [
      field('name', 'string'),
      field('id', 'integer', { readOnly: true }),
      field('at', 'string', { readOnly: true }),
      field('secret', 'string', { writeOnly: true }),
    ]
    const request = schemaRows(nodes, NONE, new Map(), { side: 'request', whole: null })
    expect(request.map(({ kind }) => kind)).toEqual(['field', 'field', 'fold'])
    const opened = schemaRows(nodes, new Set(['/fold']), new Map(), {
      side: 'request',
      whole: null,
    })
    expect(opened.slice(3)).toMatchObject([
      { kind: 'field', level: 2, parent: 2, node: { name: 'id' } },
      { kind: 'field', level: 2, parent: 2, node: { name: 'at' } },
    ])
    const answer = schemaRows(nodes, NONE, new Map(), { side: 'answer', whole: null })
    expect(answer.every(({ kind }) => kind === 'field')).toBe(true)
  })

  it('lead back to where a cycle began, and never open it again', () => {
    const user = field('owner', 'User', { pointer: '/u', opens: true })
    const manager = field('manager', 'array of User', { pointer: '/m', opens: true, cycle: true })
    const rows = rowsOf(
      [user],
      ['/0', '/0/0'],
      new Map([['/u', { data: [manager], failed: false }]]),
    )
    expect(rows[1]).toMatchObject({ kind: 'field', leads: '/0', open: undefined })
    expect(rows.length).toBe(2)
    expect(cycleName(manager)).toBe('User')
    const [top] = schemaRows([manager], NONE, new Map(), {
      side: 'both',
      whole: field('', 'User', { pointer: '/whole' }),
    })
    expect(top).toMatchObject({ leads: '' })
  })

  it('open to words only where the row has no room for them', () => {
    const short = field('a', 'string', {
      description: [{ kind: 'paragraph', text: [{ kind: 'text', text: 'Short' }] }],
    })
    const long = field('b', 'string', {
      allowed: Array.from({ length: 20 }, (_, at) => `value-${at}`),
    })
    const rows = rowsOf([short, long], ['/1'])
    expect(rows.map((row) => (row.kind === 'field' ? row.open : row.kind))).toEqual([
      undefined,
      true,
      'words',
    ])
  })

  it('go five thousand levels down', () => {
    const deep = field('deep', 'object', { pointer: '/d', opens: true })
    const ids: string[] = []
    for (let level = 0, id = ''; level < 5000; level += 1) ids.push((id += '/0'))
    const rows = rowsOf([deep], ids, new Map([['/d', { data: [deep], failed: false }]]))
    expect(rows.length).toBe(5001)
    expect(rows.at(-1)?.level).toBe(5001)
  })
})
