import { useNavigate, useSearch } from '@tanstack/react-router'
import { Layers, PlugZap, Save } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import { Stepper } from '#components/Stepper'
import type { BulkView } from '#ipc/bindings'

import { CheckStep } from './CheckStep'
import { copy } from './copy'
import { changeLive, type Desk, type Live, useDesk, useLives } from './desk'
import { FileStep } from './FileStep'
import { MapStep } from './MapStep'
import { runOf } from './model'
import { PreviewStep } from './PreviewStep'
import { useRuns, useTenants } from './queries'
import { RunStep } from './RunStep'
import type { StepId } from './search'
import { openStep, stepsOf } from './steps'

import styles from './BulkPage.module.css'

/** One task for many rows, from a file to a run, step by step. */
export function BulkPage() {
  const { tenant, task, step, run } = useSearch({ from: '/bulk' })
  const navigate = useNavigate({ from: '/bulk' })
  const tenants = useTenants()
  const desk = useDesk()
  const lives = useLives()
  const runs = useRuns(lives.some(({ going }) => going))
  const plan = desk?.checking.state === 'checked' ? desk.checking.plan : undefined
  const begun = lives.findLast((live) => live.plan !== null && live.plan === plan?.plan)
  const shownRun = run ?? begun?.run ?? undefined
  const at = openStep(run === undefined ? step : 'run', desk, shownRun !== undefined || !!begun)
  useNewRun(begun, runs.data, desk)
  const go = (to: StepId) =>
    void navigate({
      search: {
        ...(desk
          ? { tenant: desk.tenant, task: desk.task }
          : tenant && { tenant, ...(task && { task }) }),
        step: to,
        ...(to === 'run' && shownRun !== undefined && { run: shownRun }),
      },
    })
  if (tenants.data?.length === 0) return <NoTenants />
  return (
    <main className={styles.page} aria-label={copy.title}>
      <Stepper
        label={copy.steps}
        head={
          <div className={styles.head}>
            <span className={styles.picture}>
              <Icon of={Layers} size="large" />
            </span>
            <div>
              <h1 className="strong">{copy.title}</h1>
              <p className="quiet small">{copy.about}</p>
            </div>
          </div>
        }
        steps={stepsOf(
          desk,
          runs.data?.find((each) => each.run === shownRun),
          begun,
        )}
        at={at}
        onOpen={go}
        foot={<Notice icon={Save}>{copy.saved}</Notice>}
      />
      <Step
        key={at}
        at={at}
        tenant={tenant}
        task={task}
        desk={desk}
        run={shownRun}
        begun={begun}
        runs={runs}
        onGo={go}
      />
    </main>
  )
}

type StepProps = {
  at: StepId
  tenant: string | undefined
  task: string | undefined
  desk: Desk | null
  run: string | undefined
  begun: Live | undefined
  runs: ReturnType<typeof useRuns>
  onGo: (to: StepId) => void
}

function Step({ at, tenant, task, desk, run, begun, runs, onGo }: StepProps) {
  if (at === 'run') return <RunStep run={run} begun={begun} desk={desk} runs={runs} onGo={onGo} />
  if (desk && at === 'map') return <MapStep desk={desk} onGo={onGo} />
  if (desk && at === 'check') return <CheckStep desk={desk} onGo={onGo} />
  if (desk?.checking.state === 'checked' && at === 'preview')
    return <PreviewStep desk={desk} plan={desk.checking.plan} begun={begun} onGo={onGo} />
  return <FileStep tenant={tenant} task={task} desk={desk} runs={runs} onGo={onGo} />
}

/** Finds the run that was begun just now, which only the list of runs tells. */
function useNewRun(begun: Live | undefined, runs: BulkView[] | undefined, desk: Desk | null) {
  const navigate = useNavigate({ from: '/bulk' })
  const { run: shown } = useSearch({ from: '/bulk' })
  const found = begun?.run === null && desk ? runOf(begun, runs ?? [], desk)?.run : undefined
  const note = useEffectEvent((run: string) => {
    if (begun && begun.run === null) changeLive(begun.ticket, (live) => ({ ...live, run }))
    if (shown !== run)
      void navigate({ search: (before) => ({ ...before, step: 'run', run }), replace: true })
  })
  useEffect(() => {
    // The address and the desk lie outside React, and both are to name the run.
    if (found !== undefined) note(found)
  }, [found])
}

function NoTenants() {
  const navigate = useNavigate()
  return (
    <main className={styles.nobody} aria-label={copy.title}>
      <h1 className="hidden">{copy.title}</h1>
      <Empty
        icon={PlugZap}
        title={copy.noTenantsTitle}
        actions={
          <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
            {copy.addTenant}
          </Button>
        }
      >
        {copy.noTenantsText}
      </Empty>
    </main>
  )
}
