import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'

import { Card } from '#components/Card'
import { FailureNote } from '#components/FailureNote'
import { Segments } from '#components/Segments'
import { SelectField } from '#components/SelectField'
import { Bone, Skeleton } from '#components/Skeleton'
import type { AccessView, LeastFor, TenantLine } from '#ipc/bindings'

import { copy } from './copy-least'
import { LeastResult } from './LeastResult'
import { heldBy, holdersOf } from './model'
import { PickOne } from './PickOne'
import { useLeast, useTaskList } from './queries'
import { Tick } from './Tick'

import styles from './FormPart.module.css'

const DAY_MS = 86_400_000
const DAYS = { day: 1, week: 7, month: 30, quarter: 90, all: null } as const
type Since = keyof typeof DAYS
const SINCE: readonly Since[] = ['day', 'week', 'month', 'quarter', 'all']

/** What `since` means now, so that what is asked stays the same until something else is chosen. */
const from = (since: Since): LeastFor => {
  const days = DAYS[since]
  return {
    kind: 'history',
    since: days === null ? null : new Date(Date.now() - days * DAY_MS).toISOString(),
  }
}

/** The smallest set that is enough for what was called or for tasks, against what somebody holds. */
export function LeastPart({ tenant, view }: { tenant: TenantLine; view: AccessView }) {
  const { section, holder } = useSearch({ from: '/access' })
  const [kind, setKind] = useState<'history' | 'tasks'>('history')
  const [since, setSince] = useState<Since>('month')
  const [history, setHistory] = useState(() => from('month'))
  const [tasks, setTasks] = useState<readonly string[]>([])
  const holders = useMemo(() => holdersOf(view), [view])
  const [chosen, setChosen] = useState<string | undefined>(`${section ?? ''} ${holder ?? ''}`)
  const whose = holders.find(({ id }) => id === chosen)
  const held = useMemo(() => (whose ? heldBy(whose.column) : []), [whose])
  const of: LeastFor | null =
    kind === 'history' ? history : tasks.length > 0 ? { kind: 'tasks', tasks: [...tasks] } : null
  const least = useLeast(tenant.id, of, held)
  return (
    <div className={styles.part}>
      <Card title={copy.title}>
        <div className={styles.form}>
          <p className="quiet small">{copy.lead}</p>
          <Segments
            label={copy.of}
            labelShown
            wide
            segments={(['history', 'tasks'] as const).map((id) => ({
              id,
              label: copy.ofWord[id],
            }))}
            value={kind}
            onChange={setKind}
          />
          {kind === 'history' ? (
            <SelectField
              label={copy.since}
              options={SINCE.map((id) => ({ id, label: copy.sinceWord[id] }))}
              value={since}
              onChange={(id) => {
                setSince(id)
                setHistory(from(id))
              }}
              hint={copy.historyHint}
            />
          ) : (
            <TaskTicks tenant={tenant} tasks={tasks} onTasks={setTasks} />
          )}
          {holders.length > 0 && (
            <PickOne
              label={copy.held}
              offers={holders.map(({ id, column, section: kind }) => ({
                id,
                label: column.name,
                note: [kind.one, column.place].filter(Boolean).join(', '),
              }))}
              value={whose?.id}
              onChange={setChosen}
              hint={copy.heldHint}
            />
          )}
        </div>
      </Card>
      <div className={styles.result} aria-live="polite">
        {least.error ? (
          <FailureNote
            error={least.error.error}
            tenant={tenant.name}
            tenantId={tenant.id}
            onRetry={() => void least.refetch()}
          />
        ) : of === null ? (
          <p className="quiet">{copy.chooseTasks}</p>
        ) : least.data ? (
          <LeastResult
            tenant={tenant}
            view={view}
            least={least.data}
            kind={kind}
            compared={whose?.column.name}
          />
        ) : (
          <Skeleton awaited={copy.awaited}>
            <Bone height={30} />
            <Bone height={30} />
            <Bone height={30} />
          </Skeleton>
        )}
      </div>
    </div>
  )
}

function TaskTicks({
  tenant,
  tasks,
  onTasks,
}: {
  tenant: TenantLine
  tasks: readonly string[]
  onTasks: (tasks: readonly string[]) => void
}) {
  const list = useTaskList(tenant.id)
  if (list.error)
    return <FailureNote error={list.error.error} onRetry={() => void list.refetch()} />
  if (!list.data)
    return (
      <Skeleton awaited={copy.tasksAwaited}>
        <Bone width="70%" />
        <Bone width="60%" />
      </Skeleton>
    )
  // What a person does in the console calls nothing.
  const own = list.data.filter((line) => line.vendor === tenant.vendor && !line.console)
  if (own.length === 0) return <p className="quiet">{copy.noTasks}</p>
  return (
    <fieldset className={styles.ticks}>
      <legend className={styles.legend}>{copy.tasks}</legend>
      {own.map(({ id, title }) => (
        <Tick
          key={id}
          label={title}
          value={tasks.includes(id)}
          onChange={(wanted) =>
            onTasks(wanted ? [...tasks, id] : tasks.filter((each) => each !== id))
          }
        />
      ))}
    </fieldset>
  )
}
