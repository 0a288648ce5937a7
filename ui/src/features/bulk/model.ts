import type {
  BulkRow,
  BulkRowState,
  BulkStop,
  BulkTotals,
  BulkView,
  ColumnFor,
  TaskAsk,
  TaskLine,
} from '#ipc/bindings'

import type { Live } from './desk'

/** Whether the core may do a task for many: it changes something, by itself, without showing secrets. */
export const forMany = ({ effect, console }: Pick<TaskLine, 'effect' | 'console'>): boolean =>
  !console && (effect === 'changes' || effect === 'removes')

/** Where a field's value comes from, as a choice: a column, one value for all, or nothing. */
export type Source = `column ${number}` | 'same' | 'none'

/** Where a field's value comes from now. */
export function sourceOf({ column, value }: Pick<ColumnFor, 'column' | 'value'>): Source {
  if (column !== null) return `column ${column}`
  return value === null ? 'none' : 'same'
}

/** The same field from another source. */
export function withSource(field: string, source: Source, value: string | null): ColumnFor {
  if (source === 'none') return { field, column: null, value: null }
  if (source === 'same') return { field, column: null, value: value ?? '' }
  return { field, column: Number(source.slice('column '.length)), value: null }
}

/** What is known of where a field's value comes from. */
export const columnFor = (mapping: readonly ColumnFor[], field: string): ColumnFor =>
  mapping.find((each) => each.field === field) ?? { field, column: null, value: null }

/** The fields that are needed and come from nowhere yet. */
export const unmapped = (asks: readonly TaskAsk[], mapping: readonly ColumnFor[]): TaskAsk[] =>
  asks.filter((ask) => {
    const { column, value } = columnFor(mapping, ask.id)
    return !ask.optional && column === null && (value ?? '').trim() === ''
  })

/** Groups of rows that can be looked at by themselves. */
export type Part = 'all' | 'fine' | 'faults' | 'nothing' | 'done' | 'failed' | 'unknown' | 'waiting'

/** In which group a row stands. */
export function partOf({ kind }: BulkRowState): Exclude<Part, 'all'> {
  switch (kind) {
    case 'ready':
      return 'fine'
    case 'wrong':
    case 'refused':
      return 'faults'
    case 'nothing':
    case 'skipped':
      return 'nothing'
    case 'waiting':
      return 'waiting'
    case 'begun':
    case 'unknown':
      return 'unknown'
    case 'done':
      return 'done'
    case 'failed':
      return 'failed'
    default: {
      const never: never = kind
      return never
    }
  }
}

/** The rows of one group. */
export const rowsOf = (rows: readonly BulkRow[], part: Part): readonly BulkRow[] =>
  part === 'all' ? rows : rows.filter(({ state }) => partOf(state) === part)

/** How many rows stand in each group. */
export function countsOf(rows: readonly BulkRow[]): ReadonlyMap<Part, number> {
  const counts = new Map<Part, number>([['all', rows.length]])
  for (const { state } of rows) {
    const part = partOf(state)
    counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return counts
}

/** What a row says for a field. */
export const cellOf = (row: BulkRow, field: string): string =>
  row.cells.find((cell) => cell.field === field)?.text ?? ''

/** One thing of a row that becomes another; a row without such is told in words. */
export type Difference = {
  row: BulkRow
  what: string
  before: string
  after: string
}

/** What would become what, row by row. */
export const differences = (rows: readonly BulkRow[]): Difference[] =>
  rows.flatMap((row): Difference[] => {
    if (row.state.kind !== 'ready') return []
    const { words, changes } = row.state
    return changes.length === 0
      ? [{ row, what: words, before: '', after: '' }]
      : changes.map((change) => ({ row, ...change }))
  })

/**
 * The rows of a run as they stood in the sheet. The core keeps ids; while the plan is still here,
 * its rows that could be done have the names, in the same order.
 */
export function named(rows: readonly BulkRow[], planned: readonly BulkRow[]): BulkRow[] {
  const ready = planned.filter(({ state }) => state.kind === 'ready')
  return rows.map((row) => {
    const before = ready[row.row]
    return before ? { ...row, line: before.line, cells: before.cells } : row
  })
}

/** With fewer rows than this behind it, nobody can say how fast a run is. */
const FEWEST = 3

/** How fast rows come to their end, per millisecond, from when the last ones did. */
export function rateOf(ends: readonly number[]): number | null {
  const [first, last] = [ends[0], ends.at(-1)]
  if (ends.length < FEWEST || first === undefined || last === undefined || last <= first)
    return null
  return (ends.length - 1) / (last - first)
}

/** How many rows are over. */
export const over = ({ rows, waiting }: BulkTotals): number => rows - waiting

/** How long it will still take, in milliseconds, if it goes on as fast. */
export function leftMs(totals: BulkTotals, ends: readonly number[]): number | null {
  const rate = rateOf(ends)
  return rate === null ? null : totals.waiting / rate
}

/** Why a run waits. One that is neither going on nor says why was cut off. */
export const stopOf = ({
  running,
  stopped,
}: Pick<BulkView, 'running' | 'stopped'>): BulkStop | null =>
  running ? null : (stopped ?? 'interrupted')

/** Whether a run has rows left that somebody may want to go on with. */
export const brokenOff = (run: BulkView): boolean =>
  !run.running && (run.totals.waiting > 0 || stopOf(run) === 'interrupted')

/** The run that was begun by an attempt of this window; nothing before it was approved. */
export const runOf = (
  live: Live,
  runs: readonly BulkView[],
  of: { tenant: string; task: string },
): BulkView | undefined =>
  runs.find(
    ({ run, tenant, task, running }) =>
      running &&
      tenant === of.tenant &&
      task === of.task &&
      live.before !== null &&
      !live.before.includes(run),
  )

/** A whole number from what was typed; zero when it is none. */
export const wholeOf = (typed: string): number =>
  /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : 0

/** Operations that were refused for a missing right, with how many rows that was the end of. */
export function refusedOf(rows: readonly BulkRow[]): { operation: string; times: number }[] {
  const times = new Map<string, number>()
  for (const { state } of rows) {
    if (state.kind !== 'refused' || state.error.kind !== 'missingPermission') continue
    const { operation } = state.error
    if (operation) times.set(operation, (times.get(operation) ?? 0) + 1)
  }
  return [...times].map(([operation, many]) => ({ operation, times: many }))
}
