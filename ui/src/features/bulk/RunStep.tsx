import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Pause, Play, RotateCcw, Square } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { LockLine } from '#components/LockLine'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { Working } from '#components/Working'
import type { BulkView, TenantLine } from '#ipc/bindings'
import { veil } from '#ipc/veil'
import { lockAt } from '#lib/lock'
import { useNow } from '#lib/now'

import { copy as words, stopWords } from './copy'
import { type Desk, type Live, setDesk, useLives } from './desk'
import { ForgetDialog } from './ForgetDialog'
import { stopOf } from './model'
import { usePause, type useRuns, useTenants } from './queries'
import { RunRowsPanel } from './RunRowsPanel'
import { SaveButton } from './SaveButton'
import type { StepId } from './search'
import { StepPage } from './StepPage'
import { TotalsBar } from './TotalsBar'
import { checkRows, halt, resume } from './use-run'

import styles from './RowsTable.module.css'

const copy = words.run

type Props = {
  run: string | undefined
  /** What was begun from the plan on the desk. */
  begun: Live | undefined
  desk: Desk | null
  runs: ReturnType<typeof useRuns>
  onGo: (to: StepId) => void
}

/** A run: how its rows stand, and what can be done with it. */
export function RunStep({ run, begun, desk, runs, onGo }: Props) {
  const tenants = useTenants().data ?? []
  const view = runs.data?.find((each) => each.run === run)
  const live = useLives().findLast((each) =>
    run === undefined ? each === begun : each.run === run,
  )
  const tenant = tenants.find(({ id }) => id === (view?.tenant ?? desk?.tenant))
  return (
    <StepPage
      step="run"
      title={view ? `${view.title}, ${view.sheet}` : copy.title}
      lead={copy.lead}
      wide
      foot={
        view || live ? (
          <RunButtons view={view} live={live} tenant={tenant} onGo={onGo} />
        ) : undefined
      }
    >
      {live?.error && (
        <FailureNote
          error={veil(null, live.error)}
          tenant={tenant?.name}
          tenantId={tenant?.id}
          {...(view
            ? {}
            : {
                again: words.check.again,
                // The plan was used up by the attempt.
                onRetry: () => {
                  void checkRows()
                  onGo('check')
                },
              })}
        />
      )}
      {live?.going && !live.totals && (
        <p role="status">
          <Working word={live.plan === null ? copy.looking : copy.asking} />
        </p>
      )}
      {view ? (
        <Known view={view} live={live} tenant={tenant} desk={desk} />
      ) : runs.isPending ? (
        <Skeleton awaited={copy.title}>
          <Bone height={60} />
        </Skeleton>
      ) : (
        run !== undefined && <Notice>{copy.none}</Notice>
      )}
    </StepPage>
  )
}

function Known({
  view,
  live,
  tenant,
  desk,
}: {
  view: BulkView
  live: Live | undefined
  tenant: TenantLine | undefined
  desk: Desk | null
}) {
  const going = view.running || live?.going === true
  const stop = going ? null : stopOf(view)
  return (
    <>
      <TotalsBar
        totals={(going && live?.totals) || view.totals}
        ends={going ? (live?.ends ?? []) : []}
      />
      {stop !== null && (
        <Notice tone={stop === 'ended' ? 'ok' : stop === 'failures' ? 'bad' : 'warn'}>
          {stopWords[stop]}
        </Notice>
      )}
      {view.problem && (
        <FailureNote error={view.problem} tenant={tenant?.name} tenantId={tenant?.id} />
      )}
      {view.totals.unknown > 0 && <Notice tone="warn">{copy.unknown}</Notice>}
      <RunRowsPanel view={view} going={going} desk={desk} />
    </>
  )
}

function RunButtons({
  view,
  live,
  tenant,
  onGo,
}: {
  view: BulkView | undefined
  live: Live | undefined
  tenant: TenantLine | undefined
  onGo: (to: StepId) => void
}) {
  const navigate = useNavigate({ from: '/bulk' })
  const pausing = usePause()
  const [forgetting, setForgetting] = useState(false)
  const open = lockAt(tenant?.lock ?? { kind: 'locked' }, useNow()).open
  const going = view?.running === true || live?.going === true
  const locked = open ? undefined : words.preview.locked
  const goOn = (run: string, failed: boolean) => {
    // What was paused before is going on again.
    pausing.reset()
    void resume(run, failed)
  }
  if (going)
    return (
      <>
        <span className="push" />
        {pausing.isSuccess && view?.running && (
          <span className="quiet small" role="status">
            {copy.pausing}
          </span>
        )}
        {view?.running && (
          <Button icon={Pause} onPress={() => pausing.mutate(view.run)}>
            {copy.pause}
          </Button>
        )}
        {live?.going && (
          <Button icon={Square} onPress={() => void halt(live)}>
            {view?.running ? copy.halt : words.cancel}
          </Button>
        )}
      </>
    )
  if (!view)
    return (
      <Button kind="plain" icon={ArrowLeft} onPress={() => onGo('preview')}>
        {words.name.preview}
      </Button>
    )
  const { totals } = view
  const rest = totals.waiting > 0 || stopOf(view) === 'interrupted'
  return (
    <>
      <span className={styles.lock}>
        {(rest || totals.failed > 0) && <LockLine tenant={tenant} />}
      </span>
      <span className="push" />
      <Button kind="plain" onPress={() => setForgetting(true)}>
        {copy.forget}
      </Button>
      <SaveButton run={view.run} />
      {totals.failed > 0 && (
        <Button icon={RotateCcw} unavailable={locked} onPress={() => goOn(view.run, true)}>
          {copy.retryFailed(totals.failed)}
        </Button>
      )}
      {rest ? (
        <Button
          kind="primary"
          icon={Play}
          unavailable={locked}
          onPress={() => goOn(view.run, false)}
        >
          {copy.goOn(totals.waiting)}
        </Button>
      ) : (
        <Button
          onPress={() => {
            setDesk(null)
            void navigate({ search: { tenant: view.tenant } })
          }}
        >
          {copy.another}
        </Button>
      )}
      {forgetting && (
        <ForgetDialog
          run={view.run}
          onClose={() => setForgetting(false)}
          onDone={() => {
            setDesk(null)
            void navigate({ search: { tenant: view.tenant } })
          }}
        />
      )}
    </>
  )
}
