import { describe, expect, it } from 'vitest'

import type { BulkRow, BulkRowState, BulkView } from '#ipc/bindings'
import { ask } from '#ipc/testing/fixture-tasks'

import {
  brokenOff,
  columnFor,
  countsOf,
  differences,
  leftMs,
  named,
  rateOf,
  runOf,
  rowsOf,
  sourceOf,
  stopOf,
  unmapped,
  wholeOf,
  withSource,
} from './model'

const row = (at: number, state: BulkRowState, text = `n-${at}`): BulkRow => ({
  row: at,
  line: at + 2,
  cells: [{ field: 'computer', text }],
  state,
})
const ready: BulkRowState = {
  kind: 'ready',
  words: 'Moves it.',
  changes: [
    { what: 'Group', before: 'A', after: 'B' },
    { what: 'Policy', before: '1', after: '2' },
  ],
}
const totals = { rows: 10, waiting: 4, done: 5, skipped: 0, failed: 1, unknown: 0 }
const view = (rest: Partial<BulkView>): BulkView => ({
  run: 'run-1',
  tenant: 't',
  task: 'move',
  title: 'Move',
  sheet: 's.csv',
  at: '2026-11-22T10:00:00Z',
  totals,
  stopped: null,
  running: false,
  problem: null,
  ...rest,
})

describe('the mapping of columns', () => {
  const asks = [ask('computer', 'Computer'), ask('note', 'Note', { optional: true })]
  it('goes from a column to one value for all, and back', () => {
    expect(withSource('computer', 'column 3', null)).toEqual({
      field: 'computer',
      column: 3,
      value: null,
    })
    expect(sourceOf(withSource('computer', 'same', null))).toBe('same')
    expect(sourceOf(withSource('computer', 'none', 'x'))).toBe('none')
    expect(sourceOf(columnFor([], 'computer'))).toBe('none')
  })
  it('lacks what is needed and comes from nowhere', () => {
    expect(unmapped(asks, []).map(({ id }) => id)).toEqual(['computer'])
    expect(unmapped(asks, [{ field: 'computer', column: null, value: ' ' }])).toHaveLength(1)
    expect(unmapped(asks, [{ field: 'computer', column: 0, value: null }])).toEqual([])
  })
})

describe('rows', () => {
  const rows = [
    row(0, ready),
    row(1, { kind: 'wrong', problems: [] }),
    row(2, { kind: 'nothing', words: 'There already.' }),
    row(3, { kind: 'refused', error: { kind: 'notFound' } }),
  ]
  it('stand in groups that can be looked at by themselves', () => {
    expect(rowsOf(rows, 'faults').map(({ row: at }) => at)).toEqual([1, 3])
    expect([...countsOf(rows)]).toEqual([
      ['all', 4],
      ['fine', 1],
      ['faults', 2],
      ['nothing', 1],
    ])
  })
  it('that can be done say each thing that becomes another', () => {
    expect(differences(rows).map(({ what, before, after }) => [what, before, after])).toEqual([
      ['Group', 'A', 'B'],
      ['Policy', '1', '2'],
    ])
  })
  it('of a run have the names of the plan, whose other rows are not in it', () => {
    const planned = [row(0, { kind: 'wrong', problems: [] }, 'nobody'), row(1, ready, 'LT-1')]
    const run = [{ ...row(0, { kind: 'waiting' }, 'id-1'), line: null }]
    expect(named(run, planned)[0]).toMatchObject({ line: 3, cells: [{ text: 'LT-1' }] })
    expect(named(run, [])[0]).toMatchObject({ line: null, cells: [{ text: 'id-1' }] })
  })
})

describe('how long a run will take', () => {
  it('is told from when rows came to their end, and not before a few have', () => {
    expect(rateOf([1000, 2000])).toBeNull()
    expect(rateOf([1000, 1000, 1000])).toBeNull()
    expect(leftMs(totals, [1000, 2000, 3000])).toBe(4000)
  })
})

describe('a run', () => {
  it('that is neither going on nor says why was cut off', () => {
    expect(stopOf(view({}))).toBe('interrupted')
    expect(stopOf(view({ running: true }))).toBeNull()
    expect(brokenOff(view({ stopped: 'paused' }))).toBe(true)
    expect(brokenOff(view({ stopped: 'ended', totals: { ...totals, waiting: 0 } }))).toBe(false)
  })
  it('is the one that was begun only when it was not there before', () => {
    const live = {
      ticket: 'x',
      run: null,
      plan: 'plan-1',
      before: ['run-1'] as readonly string[] | null,
      going: true,
      totals: null,
      ends: [],
      error: null,
    }
    const runs = [view({ running: true }), view({ run: 'run-2', running: true })]
    const of = { tenant: 't', task: 'move' }
    expect(runOf(live, runs, of)?.run).toBe('run-2')
    expect(runOf({ ...live, before: null }, runs, of)).toBeUndefined()
  })
})

it('takes nothing but a whole number for a number of rows', () => {
  expect(['3', ' 12 ', '-1', '', '1.5', 'x', '99999'].map(wholeOf)).toEqual([3, 12, 0, 0, 0, 0, 0])
})
