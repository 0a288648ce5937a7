import { Link, useNavigate } from '@tanstack/react-router'
import { CheckCheck, CircleQuestionMark, ClipboardCopy, Eye, Info, Undo2 } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import { Secrets } from '#components/Secrets'
import { State } from '#components/State'
import type { TaskProof, TaskState, TaskView, TenantLine } from '#ipc/bindings'
import { copyText } from '#lib/clipboard'
import type { Tone } from '#lib/looks'
import { taskPlace } from '#lib/task-offer'
import { useTicketSource } from '#lib/ticket-copy'

import { copy, proofWord } from './copy'
import { type Doing, deskAt } from './desk'
import { Changes } from './ProposalPart'
import { secretDeed, usePolicy, useTicket } from './queries'
import { ResultTable } from './ResultTable'
import { StepList } from './StepList'
import { ticketText } from './ticket-text'

import styles from './Stage.module.css'

type Over = Extract<Doing, { state: 'over' }>

type Props = {
  deskKey: string
  tenant: TenantLine
  view: TaskView
  over: Over
  onLook: () => void
}

/** What came of a task: what was found or done, what shows it, and what undoes it. */
export function OutcomePart({ deskKey, tenant, view, over, onLook }: Props) {
  const policy = usePolicy().data
  const { state, disclosed } = over.run
  if (state.kind === 'proposed') return null
  const proposed = over.proposal?.state
  return (
    <section className={styles.stage} aria-label={copy.result}>
      <Ended state={state} tenant={tenant} onLook={onLook} />
      {proposed?.kind === 'proposed' && state.kind === 'done' && proposed.changes.length > 0 && (
        <Changes changes={proposed.changes} />
      )}
      {over.said.length > 0 && view.line.effect !== 'reads' && (
        <StepList said={over.said} end={state.kind === 'failed' ? 'failed' : 'done'} />
      )}
      {disclosed.length > 0 && (
        <Secrets
          disclosed={disclosed.map(({ exchange, value }) => ({ ...value, exchange }))}
          forbiddenIn={policy?.forbidReveal ? policy.file : undefined}
          run={secretDeed}
        />
      )}
      {state.kind === 'done' && <Found state={state} tenant={tenant} view={view} />}
      <Actions deskKey={deskKey} tenant={tenant} view={view} state={state} />
    </section>
  )
}

type EndedState = Exclude<TaskState, { kind: 'proposed' }>

const proofLook: Readonly<Record<TaskProof, { icon: typeof Eye; tone: Tone }>> = {
  notNeeded: { icon: Eye, tone: 'neutral' },
  seen: { icon: CheckCheck, tone: 'ok' },
  notSeen: { icon: CircleQuestionMark, tone: 'warn' },
  notPossible: { icon: Info, tone: 'quiet' },
}

function Ended({
  state,
  tenant,
  onLook,
}: {
  state: EndedState
  tenant: TenantLine
  onLook: () => void
}) {
  switch (state.kind) {
    case 'done': {
      const { icon, tone } = proofLook[state.proof]
      const word = proofWord[state.proof]
      return (
        <>
          {word && (
            <p role="status">
              <State icon={icon} tone={tone}>
                {word}
              </State>
            </p>
          )}
          <p className={styles.sentence}>{state.words}</p>
        </>
      )
    }
    case 'stopped':
      return (
        <>
          <p className={styles.sentence} role="status">
            {state.words}
          </p>
          <p className="quiet small">{copy.changedBefore(state.changed)}</p>
        </>
      )
    case 'failed':
      return (
        <>
          <Notice tone={state.unknown ? 'warn' : 'bad'}>
            <p>{copy.failedAt(state.says)}</p>
            <p>{state.unknown ? copy.unknown : copy.changedBefore(state.changed)}</p>
          </Notice>
          {state.error && (
            <FailureNote
              error={state.error}
              tenant={tenant.name}
              tenantId={tenant.id}
              onRetry={onLook}
              again={copy.lookAgain}
            />
          )}
        </>
      )
    default: {
      const never: never = state
      return never
    }
  }
}

function Found({
  state,
  tenant,
  view,
}: {
  state: Extract<TaskState, { kind: 'done' }>
  tenant: TenantLine
  view: TaskView
}) {
  return (
    <>
      {state.facts.length > 0 && (
        <dl className={styles.facts} aria-label={copy.facts}>
          {state.facts.map(({ label, value }, index) => (
            // Two facts may have the same label, and their order never changes.
            <div key={`${index} ${label}`}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {state.table && <ResultTable table={state.table} tenant={tenant.id} name={view.line.title} />}
    </>
  )
}

function Actions({
  deskKey,
  tenant,
  view,
  state,
}: {
  deskKey: string
  tenant: TenantLine
  view: TaskView
  state: EndedState
}) {
  const navigate = useNavigate()
  const ticket = useTicket().data?.ticket ?? null
  const [told, setTold] = useState('')
  const undo = state.kind === 'done' ? state.undo : null
  const toTicket = async () => {
    // The text has the names also while the shield covers the screen, as the core's own has.
    const { doing } = deskAt(deskKey)
    if (doing.state !== 'over') return
    const text = ticketText({ title: view.line.title, tenant, over: doing, ticket })
    setTold((await copyText(text)) ? copy.copied : copy.notCopied)
  }
  useTicketSource(() => void toTicket())
  return (
    <div className={styles.actions}>
      {undo && (
        <Button
          icon={Undo2}
          onPress={() => void navigate({ to: '/tasks', search: taskPlace(tenant.id, undo) })}
        >
          {copy.putBack}
        </Button>
      )}
      <Button kind="plain" icon={ClipboardCopy} onPress={() => void toTicket()}>
        {copy.toTicket}
      </Button>
      <Link to="/activity" className="link">
        {copy.activity}
      </Link>
      <span className="quiet small" role="status">
        {told}
      </span>
    </div>
  )
}
