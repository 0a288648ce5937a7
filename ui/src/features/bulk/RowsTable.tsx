import {
  Check,
  CheckCheck,
  CircleDashed,
  CircleQuestionMark,
  type LucideIcon,
  Minus,
  TriangleAlert,
  X,
} from 'lucide-react'
import { useMemo, useState } from 'react'

import { CsvButton } from '#components/CsvButton'
import type { DataColumn } from '#components/data-table'
import { DataTable } from '#components/DataTable'
import { Segments } from '#components/Segments'
import { State } from '#components/State'
import { WhoHasButton } from '#components/WhoHasButton'
import type { BulkRow, BulkRowState, TaskAsk } from '#ipc/bindings'
import { asCsv } from '#lib/delimited'
import { failureLine } from '#lib/failure-words'
import { count } from '#lib/format'
import type { Tone } from '#lib/looks'

import { copy, faultWords, partWord, stateWord } from './copy'
import { cellOf, countsOf, type Part, partOf, refusedOf, rowsOf } from './model'

import styles from './RowsTable.module.css'

const looks: Readonly<Record<Exclude<Part, 'all'>, { icon: LucideIcon; tone: Tone }>> = {
  fine: { icon: Check, tone: 'ok' },
  faults: { icon: TriangleAlert, tone: 'bad' },
  nothing: { icon: Minus, tone: 'quiet' },
  done: { icon: CheckCheck, tone: 'ok' },
  failed: { icon: X, tone: 'bad' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  waiting: { icon: CircleDashed, tone: 'quiet' },
}

type Props = {
  label: string
  filterLabel: string
  whichLabel: string
  rows: readonly BulkRow[]
  asks: readonly TaskAsk[]
  parts: readonly Part[]
  /** The tenant's id. */
  tenant: string
}

/** Rows with how each stands and why; one group of them at a time. */
export function RowsTable(props: Props) {
  const { label, filterLabel, whichLabel, rows, asks, parts, tenant } = props
  const [wanted, setWanted] = useState<Part>('all')
  const counts = useMemo(() => countsOf(rows), [rows])
  // A group that has emptied itself does not hide the others.
  const part = (counts.get(wanted) ?? 0) > 0 ? wanted : 'all'
  const shown = useMemo(() => rowsOf(rows, part), [rows, part])
  const columns = useMemo(() => columnsOf(asks, rows), [asks, rows])
  const refused = useMemo(() => refusedOf(rows), [rows])
  const offered = parts.filter((each) => each === 'all' || (counts.get(each) ?? 0) > 0)
  return (
    <>
      {offered.length > 2 && (
        <div className={styles.which}>
          <Segments
            label={whichLabel}
            segments={offered.map((id) => ({
              id,
              label: `${partWord[id]} ${count(counts.get(id) ?? 0)}`,
            }))}
            value={part}
            onChange={setWanted}
          />
        </div>
      )}
      {refused.map(({ operation, times }) => (
        <div key={operation} className={styles.line}>
          <p>{copy.refused(times, operation)}</p>
          <WhoHasButton tenant={tenant} operation={operation} />
        </div>
      ))}
      <div className={styles.card}>
        <DataTable
          label={label}
          filterLabel={filterLabel}
          columns={columns}
          rows={shown}
          tools={(cells) => <CsvButton text={() => asCsv(cells())} />}
        />
      </div>
    </>
  )
}

/** The line, how it stands, what it says for each field that any row says something for, and why. */
function columnsOf(asks: readonly TaskAsk[], rows: readonly BulkRow[]): DataColumn<BulkRow>[] {
  const told = asks.filter(({ id }) => rows.some((row) => cellOf(row, id) !== ''))
  const named = told.length > 0 ? told : asks
  return [
    ...named.map(({ id, label }, index): DataColumn<BulkRow> => ({
      id: `field ${id}`,
      title: label,
      width: 'minmax(80px, 2fr)',
      folded: index > 3,
      text: (row) => cellOf(row, id),
    })),
    {
      id: 'line',
      title: copy.columns.line,
      width: '52px',
      figures: true,
      text: ({ line, row }) => count(line ?? row + 1),
      order: ({ line, row }) => line ?? row,
    },
    {
      id: 'state',
      title: copy.columns.state,
      width: '116px',
      text: ({ state }) => stateWord[state.kind],
      cell: ({ state }) => {
        const { icon, tone } = looks[partOf(state)]
        return (
          <State icon={icon} tone={tone}>
            {stateWord[state.kind]}
          </State>
        )
      },
    },
    {
      id: 'words',
      title: copy.columns.words,
      width: 'minmax(120px, 3fr)',
      text: ({ state }) => whyOf(state, asks),
    },
  ]
}

/** What is said of a row, in one line. */
function whyOf(state: BulkRowState, asks: readonly TaskAsk[]): string {
  switch (state.kind) {
    case 'waiting':
    case 'begun':
      return ''
    case 'refused':
      return failureLine(state.error)
    case 'wrong':
      return state.problems
        .map(({ field, problem }) => {
          const label = asks.find(({ id }) => id === field)?.label
          return label ? `${label}: ${faultWords(problem)}` : faultWords(problem)
        })
        .join(' ')
    case 'ready':
    case 'nothing':
    case 'done':
    case 'skipped':
    case 'failed':
    case 'unknown':
      return state.words
    default: {
      const never: never = state
      return never
    }
  }
}
