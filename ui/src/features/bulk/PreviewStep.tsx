import { ArrowLeft, ShieldCheck } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { CsvButton } from '#components/CsvButton'
import type { DataColumn } from '#components/data-table'
import { DataTable } from '#components/DataTable'
import { EffectBadge } from '#components/EffectBadge'
import { FailureNote } from '#components/FailureNote'
import { LockLine } from '#components/LockLine'
import { Bone, Skeleton } from '#components/Skeleton'
import { TextField } from '#components/TextField'
import type { BulkPlan } from '#ipc/bindings'
import { asCsv } from '#lib/delimited'
import { count } from '#lib/format'
import { lockAt } from '#lib/lock'
import { useNow } from '#lib/now'

import { copy as words } from './copy'
import { changeDesk, type Desk, type Live } from './desk'
import { type Difference, differences, wholeOf } from './model'
import { useRows, useTenants } from './queries'
import type { StepId } from './search'
import { StepPage } from './StepPage'
import { start } from './use-run'

import styles from './RowsTable.module.css'

const copy = words.preview

type Props = {
  desk: Desk
  plan: BulkPlan
  begun: Live | undefined
  onGo: (to: StepId) => void
}

/** What would become what, line by line, and when the run stops by itself. */
export function PreviewStep({ desk, plan, begun, onGo }: Props) {
  const tenant = useTenants().data?.find(({ id }) => id === desk.tenant)
  const rows = useRows(plan.plan, false)
  const shown = useMemo(() => differences(rows.data ?? []), [rows.data])
  const open = lockAt(tenant?.lock ?? { kind: 'locked' }, useNow()).open
  // A plan is used up by what was begun from it; after a refusal it has to be checked again.
  const used = begun !== undefined && (begun.going || begun.run !== null || begun.error !== null)
  return (
    <StepPage
      step="preview"
      title={copy.title}
      lead={copy.lead}
      wide
      foot={
        <>
          <Button kind="plain" icon={ArrowLeft} onPress={() => onGo('check')}>
            {words.name.check}
          </Button>
          <span className={styles.lock}>
            <LockLine tenant={tenant} />
          </span>
          <span className="push" />
          <Button
            kind="primary"
            icon={ShieldCheck}
            unavailable={used ? copy.busy : open ? undefined : copy.locked}
            onPress={() => {
              void start(plan, wholeOf(desk.pilot), wholeOf(desk.failures))
              onGo('run')
            }}
          >
            {copy.start(plan.ready)}
          </Button>
        </>
      }
    >
      <p className={styles.line}>
        <EffectBadge effect={plan.effect} />
        <span className="num">{words.check.counts(plan.ready, plan.wrong, plan.nothing)}</span>
      </p>
      {rows.error ? (
        <FailureNote error={rows.error.error} onRetry={() => void rows.refetch()} />
      ) : rows.data ? (
        <div className={styles.card}>
          <DataTable
            label={copy.table}
            filterLabel={copy.filter}
            columns={COLUMNS}
            rows={shown}
            tools={(cells) => <CsvButton text={() => asCsv(cells())} />}
          />
        </div>
      ) : (
        <Skeleton awaited={copy.table}>
          <Bone height={30} />
          <Bone height={30} />
        </Skeleton>
      )}
      <p className="quiet small">{copy.startHint}</p>
      <section aria-label={copy.rules} className={styles.rules}>
        <TextField
          label={copy.pilot}
          hint={copy.pilotHint}
          value={desk.pilot}
          onChange={(pilot) => changeDesk((now) => ({ ...now, pilot }))}
        />
        <TextField
          label={copy.failures}
          hint={copy.failuresHint}
          value={desk.failures}
          onChange={(failures) => changeDesk((now) => ({ ...now, failures }))}
        />
      </section>
    </StepPage>
  )
}

const COLUMNS: readonly DataColumn<Difference>[] = [
  {
    id: 'what',
    title: copy.columns.what,
    width: 'minmax(140px, 3fr)',
    text: ({ what }) => what,
  },
  {
    id: 'before',
    title: copy.columns.before,
    width: 'minmax(90px, 2fr)',
    text: ({ before }) => before,
    cell: ({ before }) => <span className={`clip ${styles.before}`}>{before}</span>,
  },
  {
    id: 'after',
    title: copy.columns.after,
    width: 'minmax(90px, 2fr)',
    text: ({ after }) => after,
    cell: ({ after }) => <span className={`clip ${styles.after}`}>{after}</span>,
  },
  {
    id: 'line',
    title: copy.columns.line,
    width: '60px',
    figures: true,
    text: ({ row }) => count(row.line ?? row.row + 1),
    order: ({ row }) => row.line ?? row.row,
  },
]
