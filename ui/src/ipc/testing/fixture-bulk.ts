import type { BulkRow, BulkRowState, BulkSheet, BulkTotals, BulkView } from '../bindings'
import { type Answers, Refusal } from './fake'
import { ask } from './fixture-tasks'
import { ago } from './time'

const ROWS = 12

const asks = [
  ask('computer', 'Computer', { kind: 'pick' }),
  ask('target', 'New group', { kind: 'pick' }),
]

const sheet = (name: string): BulkSheet => ({
  sheet: 'sheet-1',
  name,
  columns: [
    { name: 'Computer', sample: ['LT-0977', 'LT-0978', 'LT-0979'] },
    { name: 'Owner', sample: ['jlind', 'alind', ''] },
  ],
  rows: ROWS,
  separator: ';',
  encoding: 'UTF-16',
  notes: [{ kind: 'formula', cells: 2, line: 4, column: 'Owner' }],
  asks,
  mapping: [
    { field: 'computer', column: 0, value: null },
    { field: 'target', column: null, value: null },
  ],
})

const cells = (row: number) => [
  { field: 'computer', text: `LT-${977 + row}` },
  { field: 'target', text: 'Branch Bergen' },
]

/** Nine rows that are fine, two with faults, one where nothing has to be done. */
function plannedState(row: number): BulkRowState {
  const name = `LT-${977 + row}`
  if (row === 3)
    return { kind: 'wrong', problems: [{ field: 'computer', problem: { kind: 'notThere' } }] }
  if (row === 7)
    return { kind: 'wrong', problems: [{ field: 'computer', problem: { kind: 'twice', line: 2 } }] }
  if (row === 9) return { kind: 'nothing', words: `${name} is already in that group.` }
  return {
    kind: 'ready',
    words: `Moves ${name} from Laptops to Branch Bergen.`,
    changes: [{ what: `Group of ${name}`, before: 'Laptops', after: 'Branch Bergen' }],
  }
}

const planned: BulkRow[] = Array.from({ length: ROWS }, (_, row) => ({
  row,
  line: row + 2,
  cells: cells(row),
  state: plannedState(row),
}))

const READY = planned.filter(({ state }) => state.kind === 'ready').length

const totals = (done: number, failed: number): BulkTotals => ({
  rows: READY,
  waiting: READY - done - failed,
  done,
  skipped: 0,
  failed,
  unknown: 0,
})

const run = (id: string, rest: Partial<BulkView>): BulkView => ({
  run: id,
  tenant: 'endpoints',
  task: 'move-computer',
  title: 'Move a computer to another group',
  sheet: 'computers.csv',
  at: ago(90_000),
  totals: totals(READY, 0),
  stopped: 'ended',
  running: false,
  problem: null,
  ...rest,
})

/**
 * Answers about doing something for many. One run was broken off yesterday; a new one stops after
 * its first rows, and one row of it fails. `empty` has no runs.
 */
export function bulkAnswers(scene: string, pause: number): Answers {
  let runs: BulkView[] =
    scene === 'empty'
      ? []
      : [run('run-0', { totals: totals(4, 0), stopped: 'interrupted', sheet: 'yesterday.csv' })]
  const put = (view: BulkView) => {
    runs = [view, ...runs.filter((each) => each.run !== view.run)]
    return view
  }
  const known = (id: string) => {
    const found = runs.find((each) => each.run === id)
    if (!found) throw new Refusal({ kind: 'stale' })
    return found
  }
  const rowState = (row: number, view: BulkView): BulkRowState => {
    const { done, failed } = view.totals
    if (row < done) return { kind: 'done', words: 'It is in Branch Bergen now.' }
    if (row < done + failed) return { kind: 'failed', words: 'The computer is archived.' }
    return { kind: 'waiting' }
  }
  const wait = () => new Promise((over) => setTimeout(over, pause))
  return {
    bulkChoose: () => sheet('computers.csv'),
    bulkTake: ({ table }) => ({ ...sheet(table.name), rows: table.rows.length }),
    bulkCheck: async (_, onItem) => {
      for (let at = 1; at <= ROWS; at += 1) {
        await wait()
        onItem({ kind: 'checked', at, of: ROWS })
      }
      return {
        plan: 'plan-1',
        tenant: 'endpoints',
        task: 'move-computer',
        title: 'Move a computer to another group',
        effect: 'changes',
        ready: READY,
        nothing: 1,
        wrong: 2,
      }
    },
    bulkRows: ({ of, window }) => {
      const rows =
        of === 'plan-1'
          ? planned
          : Array.from({ length: READY }, (_, row): BulkRow => ({
              row,
              line: null,
              cells: [
                { field: 'computer', text: `c-${row}` },
                { field: 'target', text: 'g-2' },
              ],
              state: rowState(row, known(of)),
            }))
      return rows.slice(window.from, window.from + window.atMost)
    },
    bulkStart: async ({ rules }, onItem) => {
      const first = rules.pilot > 0 ? rules.pilot : READY
      put(run('run-9', { at: ago(0), totals: totals(0, 0), stopped: null, running: true }))
      for (let row = 0; row < first; row += 1) {
        await wait()
        onItem({ kind: 'row', row, totals: totals(row + 1, 0) })
      }
      const stopped = first < READY ? 'pilot' : 'ended'
      return put(run('run-9', { at: ago(0), totals: totals(first, 0), stopped }))
    },
    bulkGoOn: async ({ run: id, failed }, onItem) => {
      const view = known(id)
      const lost = failed ? 0 : 1
      await wait()
      onItem({ kind: 'row', row: READY - 1, totals: totals(READY - lost, lost) })
      return put({ ...view, totals: totals(READY - lost, lost), stopped: 'ended' })
    },
    bulkPause: () => null,
    bulkList: () => runs.map((view) => ({ ...view })),
    bulkSave: ({ run: id }) => `${known(id).sheet.replace('.csv', '')} result.csv`,
    bulkForget: ({ run: id }) => {
      runs = runs.filter((each) => each.run !== id)
      return null
    },
  }
}
