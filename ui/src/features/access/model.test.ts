import { describe, expect, it } from 'vitest'

import type { AccessCell, AccessSection, PermissionView } from '#ipc/bindings'

import {
  compared,
  differs,
  givenTo,
  grouped,
  heldBy,
  holderColumns,
  type MatrixColumn,
  movedTo,
  presetColumn,
  wantedOf,
} from './model'
import { accessSearch } from './search'

const permission = (key: string, rest: Partial<PermissionView> = {}): PermissionView => ({
  key,
  label: key,
  level: null,
  group: 'One',
  lets: `do ${key}`,
  includes: [],
  onlyWith: [],
  danger: null,
  since: null,
  operations: 1,
  ...rest,
})

const all = [
  permission('read'),
  permission('write', { includes: ['read'], danger: 'It changes' }),
  permission('report', { group: 'Two' }),
]

const granted: AccessCell = { kind: 'granted' }
const not: AccessCell = { kind: 'not' }

const column = (key: string, cells: Record<string, AccessCell>): MatrixColumn => ({
  key,
  kind: 'holder',
  name: key,
  note: null,
  place: null,
  cells: new Map(Object.entries(cells)),
  unknown: [],
})

const anna = column('anna', {
  read: { kind: 'included', through: ['write'] },
  write: granted,
  report: not,
})
const ben = column('ben', { read: granted, write: not, report: not })
const nothingWanted = { words: '', dangerous: false, differing: false }

describe('the lines', () => {
  it('stand under the heads of the product, in its order', () => {
    expect(grouped(all).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'group One',
      'permission read',
      'permission write',
      'group Two',
      'permission report',
    ])
  })

  it('are found by every word, wherever it stands, and kept to what is dangerous', () => {
    const keys = (words: string, dangerous = false) =>
      wantedOf(all, [], { ...nothingWanted, words, dangerous }).map(({ key }) => key)
    expect(keys('two REP')).toEqual(['report'])
    expect(keys('changes')).toEqual(['write'])
    expect(keys('', true)).toEqual(['write'])
    expect(keys('nothing')).toEqual([])
  })

  it('that differ are those not all hold: what was given is held like what came with it', () => {
    expect(differs('read', [anna, ben])).toBe(false)
    expect(differs('write', [anna, ben])).toBe(true)
    const some = wantedOf(all, [anna, ben], { ...nothingWanted, differing: true })
    expect(some.map(({ key }) => key)).toEqual(['write'])
  })

  it('of two that are compared begin with what differs', () => {
    const lines = compared(all, [anna, ben], {
      differ: (lines) => `differ ${lines}`,
      same: (lines) => `same ${lines}`,
    })
    expect(lines.map((line) => (line.kind === 'group' ? line.title : line.key))).toEqual([
      'differ 1',
      'write',
      'same 2',
      'read',
      'report',
    ])
  })
})

describe('a column', () => {
  const section: AccessSection = {
    id: 'members',
    label: 'Members',
    one: 'Member',
    page: 'Members',
    address: null,
    readAt: null,
    permissions: ['read', 'write'],
    place: 'Safe',
    places: [
      { id: 'a', name: 'Alpha', state: { kind: 'read' } },
      { id: 'b', name: 'Beta', state: { kind: 'read' } },
    ],
    state: {
      kind: 'read',
      rest: 0,
      columns: ['a', 'b'].map((atPlace) => ({
        id: 'anna',
        name: 'Anna',
        note: null,
        own: false,
        atPlace,
        cells: [granted, not],
        unknown: [],
      })),
    },
  }

  it('is somebody at a place, and the same person at another place is another', () => {
    const columns = holderColumns(section)
    expect(columns.map(({ place }) => place)).toEqual(['Alpha', 'Beta'])
    expect(new Set(columns.map(({ key }) => key)).size).toBe(2)
    expect(holderColumns(section, 'b').map(({ place }) => place)).toEqual(['Beta'])
  })

  it('of a purpose says through what the rest is held', () => {
    const preset = presetColumn(
      {
        id: 'help',
        label: 'Help',
        purpose: 'helpDesk',
        grants: ['write'],
        held: ['read', 'write'],
        warn: [],
        dangerous: ['write'],
      },
      all,
    )
    expect([...preset.cells.values()]).toEqual([
      { kind: 'included', through: ['write'] },
      { kind: 'granted' },
      { kind: 'not' },
    ])
  })

  it('is given less than it holds: what comes along is not given', () => {
    expect(heldBy(anna)).toEqual(['read', 'write'])
    expect(givenTo(anna, all)).toEqual(['write'])
    expect(givenTo(ben, all)).toEqual(['read'])
  })
})

describe('the keys of the grid', () => {
  const lines = grouped(all)
  const at = (key: string, line: number, column: number, held = false) =>
    movedTo(key, held, { line, column }, lines, 3, 2)

  it('pass over heads of groups, and end at the head of the grid', () => {
    expect(at('ArrowDown', 2, 0)).toEqual({ line: 4, column: 0 })
    expect(at('ArrowUp', 1, 0)).toEqual({ line: -1, column: 0 })
    expect(at('ArrowUp', -1, 0)).toEqual({ line: -1, column: 0 })
    expect(at('ArrowDown', 4, 0)).toEqual({ line: 4, column: 0 })
  })

  it('go from the permission to the last column and back', () => {
    expect(at('ArrowLeft', 1, 0)).toEqual({ line: 1, column: -1 })
    expect(at('ArrowRight', 1, 2)).toEqual({ line: 1, column: 2 })
    expect(at('Home', 1, 2)).toEqual({ line: 1, column: -1 })
    expect(at('End', 1, 0)).toEqual({ line: 1, column: 2 })
  })

  it('go to the first and the last cell with Ctrl held', () => {
    expect(at('Home', 4, 2, true)).toEqual({ line: 1, column: -1 })
    expect(at('End', 1, 0, true)).toEqual({ line: 4, column: 2 })
    expect(at('ArrowDown', 1, 1, true)).toEqual({ line: 4, column: 1 })
    expect(at('PageDown', 1, 1)).toEqual({ line: 4, column: 1 })
    expect(at('a', 1, 1)).toBeNull()
  })
})

describe('the address of Access', () => {
  it('keeps what is known and leaves out the rest', () => {
    expect(
      accessSearch({ tenant: 7, view: 'other', compare: ['a', 'a', 'b', 'c'], words: 'x' }),
    ).toEqual({ tenant: '7', compare: ['a', 'b'] })
    expect(accessSearch({ view: 'least' })).toEqual({})
    expect(accessSearch({ tenant: 't', grants: ['a'] })).toEqual({ tenant: 't' })
    expect(accessSearch({ tenant: 't', view: 'sheet', grants: ['a', 1, {}] })).toEqual({
      tenant: 't',
      view: 'sheet',
      grants: ['a', '1'],
    })
  })
})
