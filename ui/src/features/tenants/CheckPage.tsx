import { useNavigate, useParams } from '@tanstack/react-router'
import { CircleStop, Pencil, Stethoscope } from 'lucide-react'

import { Button } from '#components/Button'
import { Covered } from '#components/Covered'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { ErrorCard } from '#components/ErrorCard'
import { Mark } from '#components/Mark'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import type { TenantLine } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { useShield } from '#lib/shield'

import { copy } from './copy'
import { checkCopy, testCopy } from './copy-test'
import { CopyReport } from './CopyReport'
import { ListFailure } from './ListFailure'
import { checkTenant, useTenants } from './queries'
import { TestSteps } from './TestSteps'
import { firstWrong, progress, type Trial } from './trial'
import { useTrial } from './use-trial'

import styles from './CheckPage.module.css'

/** Walks the way to one tenant, step by step, and names the first thing that is wrong. */
export function CheckPage() {
  const { tenant: id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const tenants = useTenants()
  const tenant = tenants.data?.find((line) => line.id === id)
  if (tenant) return <CheckPanel key={id} tenant={tenant} />
  const back = <Button onPress={() => void navigate({ to: '/tenants' })}>{copy.form.gone}</Button>
  return (
    <main className={styles.page}>
      <h1 className="hidden">{checkCopy.title}</h1>
      {tenants.error && (
        <ListFailure
          error={tenants.error.error}
          onRetry={() => void tenants.refetch()}
          actions={back}
        />
      )}
      {tenants.data && (
        <Notice>
          {checkCopy.gone} {back}
        </Notice>
      )}
      {tenants.isPending && (
        <Skeleton awaited={copy.awaitedList}>
          <Bone height={44} />
        </Skeleton>
      )}
    </main>
  )
}

function CheckPanel({ tenant }: { tenant: TenantLine }) {
  const navigate = useNavigate()
  const [trial, run, stop] = useTrial()
  const begin = () =>
    void run(tenant.id, (ticket, onStep) => checkTenant(tenant.id, ticket, onStep))
  const shielded = useShield()
  if (shielded) {
    return (
      <main className={styles.page}>
        <h1 className="hidden">{checkCopy.title}</h1>
        <Covered />
      </main>
    )
  }
  const wrong = firstWrong(trial)
  const refused =
    trial.state === 'refused' ? failureWords(trial.error, { tenant: tenant.name }) : null
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <Mark mark={tenant.mark} size="large" />
        <div className={styles.words}>
          <h1>{checkCopy.of(tenant.name)}</h1>
          <p className={styles.place}>
            <EnvironmentPill environment={tenant.environment} dress="plain" />
            <code className="clip">{tenant.address}</code>
          </p>
        </div>
        <span className="push" />
        <Button
          icon={Pencil}
          onPress={() => void navigate({ to: '/tenants/$tenant', params: { tenant: tenant.id } })}
        >
          {copy.edit}
        </Button>
        {trial.state === 'running' ? (
          <Button icon={CircleStop} onPress={stop}>
            {testCopy.stop}
          </Button>
        ) : (
          <Button kind="primary" icon={Stethoscope} autoFocus onPress={begin}>
            {trial.state === 'none' ? checkCopy.run : checkCopy.again}
          </Button>
        )}
      </header>
      <section className={styles.card} aria-label={checkCopy.steps}>
        <header className={styles.lead}>
          <p role="status">{lead(trial, wrong?.id)}</p>
          <span className="push" />
          {trial.state !== 'none' && trial.state !== 'running' && (
            <CopyReport
              what={testCopy.checkOf(tenant.name, tenant.address)}
              steps={trial.steps}
              tenant={tenant.name}
            />
          )}
        </header>
        <TestSteps
          steps={trial.steps}
          tenant={tenant.name}
          passed={trial.state === 'ended' && trial.report.passed}
        />
      </section>
      {refused && <ErrorCard words={refused} />}
    </main>
  )
}

/** What the check has come to, as one sentence. */
function lead(trial: Trial, wrong: Parameters<typeof testCopy.step>[0] | undefined): string {
  const { passed, all, tookMs } = progress(trial.steps)
  switch (trial.state) {
    case 'none':
      return checkCopy.lead
    case 'running':
      return testCopy.so(passed, all, tookMs)
    case 'stopped':
      return testCopy.stopped
    case 'refused':
      return checkCopy.notBegun
    case 'ended':
      if (trial.report.passed) return checkCopy.well(tookMs)
      return wrong === undefined ? testCopy.failed(passed, all) : checkCopy.first(wrong)
    default: {
      const never: never = trial
      return never
    }
  }
}
