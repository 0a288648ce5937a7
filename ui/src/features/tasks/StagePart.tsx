import { Link } from '@tanstack/react-router'

import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import type { TaskView, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import type { Doing } from './desk'
import { OutcomePart } from './OutcomePart'
import { ProposalPart } from './ProposalPart'
import { StepList } from './StepList'
import { approve } from './use-doing'

import styles from './Stage.module.css'

type Props = {
  deskKey: string
  tenant: TenantLine
  view: TaskView
  doing: Doing
  onLook: () => void
}

/** How far the task is: what it does, what it would do, or what came of it. */
export function StagePart({ deskKey, tenant, view, doing, onLook }: Props) {
  switch (doing.state) {
    case 'idle':
      return null
    case 'busy':
      return (
        <section className={styles.stage} aria-label={copy.steps}>
          {doing.proposal?.state.kind === 'proposed' && (
            <p className={styles.sentence}>{doing.proposal.state.words}</p>
          )}
          <StepList
            said={doing.said}
            end="now"
            awaited={doing.phase === 'do' ? copy.approve : copy.pickAsking}
          />
        </section>
      )
    case 'proposed':
      return doing.run.state.kind === 'proposed' ? (
        <ProposalPart
          tenant={tenant}
          proposal={doing.run.state}
          onApprove={() => void approve(deskKey)}
        />
      ) : null
    case 'over':
      return (
        <OutcomePart deskKey={deskKey} tenant={tenant} view={view} over={doing} onLook={onLook} />
      )
    case 'failed':
      return <Failed tenant={tenant} doing={doing} onLook={onLook} />
    default: {
      const never: never = doing
      return never
    }
  }
}

function Failed({
  tenant,
  doing,
  onLook,
}: {
  tenant: TenantLine
  doing: Extract<Doing, { state: 'failed' }>
  onLook: () => void
}) {
  const { error, phase } = doing
  // What is wrong with a field stands below it.
  if (error.kind === 'invalid' && phase === 'look') return null
  if (error.kind === 'cancelled')
    return (
      <Notice tone={phase === 'do' ? 'warn' : 'neutral'}>
        {phase === 'do' ? (
          <>
            {copy.stoppedDoing}{' '}
            <Link to="/activity" className="link">
              {copy.activity}
            </Link>
          </>
        ) : (
          copy.stoppedLooking
        )}
      </Notice>
    )
  return (
    <FailureNote
      error={error}
      tenant={tenant.name}
      tenantId={tenant.id}
      onRetry={onLook}
      again={copy.lookAgain}
    />
  )
}
