import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { Count } from '#components/Count'
import { FailureNote } from '#components/FailureNote'
import { Mark } from '#components/Mark'
import { Working } from '#components/Working'
import type { BulkView, TenantLine } from '#ipc/bindings'
import { clockOrDay } from '#lib/format'
import { useMinute } from '#lib/now'

import { copy as words, stopWords } from './copy'
import { ForgetDialog } from './ForgetDialog'
import { brokenOff, over, stopOf } from './model'
import type { useRuns } from './queries'
import { SaveButton } from './SaveButton'

import styles from './FileStep.module.css'

const copy = words.runs

type Props = {
  runs: ReturnType<typeof useRuns>
  tenants: readonly TenantLine[]
  part: 'broken' | 'earlier'
}

/** Runs that were begun: those that wait for somebody, or the others. */
export function RunsCard({ runs, tenants, part }: Props) {
  const shown = runs.data?.filter((run) =>
    part === 'broken' ? run.running || brokenOff(run) : !run.running && !brokenOff(run),
  )
  if (runs.error)
    return part === 'broken' ? (
      <FailureNote error={runs.error.error} onRetry={() => void runs.refetch()} />
    ) : null
  if (!shown || shown.length === 0) return null
  return (
    <Card
      title={part === 'broken' ? copy.broken : copy.earlier}
      aside={<Count value={shown.length} />}
    >
      <ul className={styles.runs}>
        {shown.map((run) => (
          <li key={run.run}>
            <Line run={run} tenant={tenants.find(({ id }) => id === run.tenant)} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Line({ run, tenant }: { run: BulkView; tenant: TenantLine | undefined }) {
  const navigate = useNavigate({ from: '/bulk' })
  const now = useMinute()
  const [forgetting, setForgetting] = useState(false)
  const { totals } = run
  const stop = stopOf(run)
  const facts = [
    copy.stands(over(totals), totals.rows),
    ...(totals.failed > 0 ? [copy.failed(totals.failed)] : []),
    ...(totals.unknown > 0 ? [copy.unknown(totals.unknown)] : []),
    copy.at(clockOrDay(run.at, now)),
  ].join(', ')
  return (
    <>
      {tenant ? <Mark mark={tenant.mark} size="small" /> : <span />}
      <span className={styles.text}>
        <span className="clip strong">
          {run.title}, {run.sheet}
        </span>
        <span className={styles.second}>
          {[tenant?.name, facts].filter(Boolean).join(', ')}.{' '}
          {stop === null ? '' : stop === 'ended' ? '' : stopWords[stop]}
        </span>
      </span>
      <span className={styles.buttons}>
        {run.running && <Working word={copy.going} />}
        <Button
          size="small"
          {...(brokenOff(run) ? { kind: 'primary' as const } : {})}
          onPress={() =>
            void navigate({
              search: { tenant: run.tenant, task: run.task, step: 'run', run: run.run },
            })
          }
        >
          {brokenOff(run) ? copy.resume : copy.open}
          <span className="hidden"> {run.sheet}</span>
        </Button>
        {!run.running && (
          <>
            <SaveButton run={run.run} of={run.sheet} small />
            <Button kind="plain" size="small" onPress={() => setForgetting(true)}>
              {words.run.forget}
              <span className="hidden"> {run.sheet}</span>
            </Button>
          </>
        )}
      </span>
      {forgetting && <ForgetDialog run={run.run} onClose={() => setForgetting(false)} />}
    </>
  )
}
