import { ArrowRight, ShieldCheck } from 'lucide-react'

import { Button } from '#components/Button'
import { EffectBadge } from '#components/EffectBadge'
import { Icon } from '#components/Icon'
import { LockLine } from '#components/LockLine'
import { MethodBadge } from '#components/MethodBadge'
import { Notice } from '#components/Notice'
import type { TaskChange, TaskState, TenantLine } from '#ipc/bindings'
import { lockAt } from '#lib/lock'
import { useNow } from '#lib/now'

import { copy } from './copy'
import { pathOf } from './model'

import styles from './Stage.module.css'

export type Proposal = Extract<TaskState, { kind: 'proposed' }>

/** What would happen, in words and to the letter; nothing has left yet. */
export function ProposalPart({
  tenant,
  proposal,
  onApprove,
}: {
  tenant: TenantLine
  proposal: Proposal
  onApprove: () => void
}) {
  const open = lockAt(tenant.lock, useNow()).open
  return (
    <section className={styles.stage} aria-label={copy.willDo}>
      <header className={styles.head}>
        <h3 className={styles.title}>{copy.willDo}</h3>
        <EffectBadge effect={proposal.effect} />
      </header>
      <p className={styles.sentence}>{proposal.words}</p>
      {proposal.changes.length > 0 && <Changes changes={proposal.changes} />}
      {proposal.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <Calls proposal={proposal} />
      <p className="quiet small">{copy.goHint}</p>
      <footer className={styles.foot}>
        <span className={styles.lock}>
          <LockLine tenant={tenant} />
        </span>
        <Button
          kind="primary"
          icon={ShieldCheck}
          unavailable={open ? undefined : copy.locked}
          onPress={onApprove}
        >
          {copy.go}
        </Button>
      </footer>
    </section>
  )
}

/** What becomes what. */
export function Changes({ changes }: { changes: readonly TaskChange[] }) {
  return (
    <dl className={styles.changes} aria-label={copy.changes}>
      {changes.map(({ what, before, after }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            <del>{before}</del>
            <Icon of={ArrowRight} size="small" />
            <span className="hidden">{copy.becomes}</span>
            <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Calls({ proposal: { calls, later } }: { proposal: Proposal }) {
  return (
    <details className={styles.calls}>
      <summary>{copy.calls(calls.length)}</summary>
      <ol className={styles.callList}>
        {calls.map(({ says, operation, request }, index) => (
          // Two calls may be the same, and their order never changes.
          <li key={`${index} ${operation}`} className={styles.call}>
            <p className={styles.callLine}>
              <MethodBadge method={request.method} effect={request.effect} />
              <code title={request.address}>{pathOf(request.address)}</code>
              <EffectBadge effect={request.effect} />
            </p>
            <p className="quiet small">{says}</p>
            {request.body && (
              <pre tabIndex={0} role="group" aria-label={copy.body} className={styles.body}>
                {request.body}
              </pre>
            )}
          </li>
        ))}
      </ol>
      {later.length > 0 && (
        <>
          <p className="second small">{copy.later}</p>
          <ul className={styles.callList}>
            {later.map(({ says, operation }) => (
              <li key={`${operation} ${says}`} className={styles.callLine}>
                <code>{operation}</code>
                <span className="quiet small">{says}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}
