import { useMemo } from 'react'

import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import type { BulkView } from '#ipc/bindings'

import { copy as words } from './copy'
import { type Desk, useLives } from './desk'
import { named, type Part } from './model'
import { useRows, useTask } from './queries'
import { RowsTable } from './RowsTable'

const copy = words.run
const PARTS: readonly Part[] = ['all', 'done', 'failed', 'unknown', 'nothing', 'waiting']

/** The rows of a run, by their names in the sheet as long as its plan is here. */
export function RunRowsPanel({
  view,
  going,
  desk,
}: {
  view: BulkView
  going: boolean
  desk: Desk | null
}) {
  const plan = useLives().find((live) => live.run === view.run && live.plan !== null)?.plan
  const planned = desk?.checking.state === 'checked' && desk.checking.plan.plan === plan
  const rows = useRows(view.run, going)
  const before = useRows(planned ? plan : undefined, false)
  const task = useTask(view.tenant, view.task)
  const shown = useMemo(() => named(rows.data ?? [], before.data ?? []), [rows.data, before.data])
  if (rows.error)
    return <FailureNote error={rows.error.error} onRetry={() => void rows.refetch()} />
  if (!rows.data || task.isPending)
    return (
      <Skeleton awaited={copy.table}>
        <Bone height={30} />
        <Bone height={30} />
      </Skeleton>
    )
  return (
    <RowsTable
      tenant={view.tenant}
      label={copy.table}
      filterLabel={copy.filter}
      whichLabel={copy.which}
      rows={shown}
      asks={task.data?.asks ?? []}
      parts={PARTS}
    />
  )
}
