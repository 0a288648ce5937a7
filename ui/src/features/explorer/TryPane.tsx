import { Lock, LockOpen, SendHorizontal, Square } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Segments } from '#components/Segments'
import { State } from '#components/State'
import type { DocumentView, OperationView, TenantLine } from '#ipc/bindings'

import { AnswerPane } from './AnswerPane'
import { copy } from './copy'
import { deskKey, draftInput, useDesk } from './desk'
import { DraftForm } from './DraftForm'
import { PreviewPanel } from './PreviewPanel'
import { isSend, useKey } from './use-key'
import { forgetProblems, sendDraft, stopSending } from './use-send'

import styles from './TryPane.module.css'

type Props = { view: DocumentView; operation: OperationView; tenant: TenantLine | undefined }

/** The request to an operation, and its answer. */
export function TryPane({ view, operation, tenant }: Props) {
  const document = view.line.id
  const key = deskKey(view.line.tenant, document, operation.key)
  const [{ draft, sent }, enter] = useDesk(key)
  const [shown, setShown] = useState<'form' | 'preview'>('form')

  const input =
    view.line.tenant === null
      ? null
      : draftInput(draft, operation, { tenant: view.line.tenant, document })
  const unavailable =
    operation.unavailable !== null
      ? copy.unavailable(operation.unavailable, tenant?.name, operation.effect)
      : input === null
        ? copy.unavailable('noTenant', undefined, operation.effect)
        : undefined
  const sending = sent.state === 'sending'
  const problems =
    sent.state === 'failed' && sent.error.kind === 'invalid' ? sent.error.problems : []
  const start = () => {
    if (input && unavailable === undefined && !sending) void sendDraft(key, input)
  }
  useKey(isSend, start)
  useKey(
    (event) => event.key === 'Escape' && sending,
    () => void stopSending(key),
  )

  return (
    <section className={styles.pane} aria-label={copy.tryIt} data-region="request">
      <div className={styles.head}>
        <h2 className={styles.title}>{copy.tryIt}</h2>
        <Segments
          label={copy.views.label}
          segments={[
            { id: 'form', label: copy.views.form },
            { id: 'preview', label: copy.views.preview },
          ]}
          value={shown}
          onChange={setShown}
        />
        <span className={styles.note}>{copy.sentBy}</span>
      </div>
      <div className={styles.form}>
        {shown === 'form' || input === null ? (
          <DraftForm
            operation={operation}
            draft={draft}
            problems={problems}
            onEnter={(change) => {
              enter(change)
              forgetProblems(key)
            }}
          />
        ) : (
          <PreviewPanel input={input} tenant={tenant?.name} />
        )}
      </div>
      <div className={styles.send}>
        <div className={styles.why}>
          {sending ? (
            <span role="status">{copy.progress(sent.progress)}</span>
          ) : unavailable !== undefined ? (
            <State icon={Lock} tone="quiet">
              <span className={styles.reason}>{unavailable}</span>
            </State>
          ) : (
            tenant && (
              <State
                icon={tenant.lock.kind === 'open' ? LockOpen : Lock}
                tone={tenant.lock.kind === 'open' ? 'warn' : 'quiet'}
              >
                <span className={styles.reason}>
                  {tenant.lock.kind === 'open' ? copy.open(tenant.name) : copy.locked(tenant.name)}
                </span>
              </State>
            )
          )}
        </div>
        {sending && (
          <Button icon={Square} onPress={() => void stopSending(key)}>
            {copy.cancel}
          </Button>
        )}
        <Button
          kind="primary"
          icon={SendHorizontal}
          unavailable={sending ? copy.progress(sent.progress) : unavailable}
          onPress={start}
        >
          {copy.send}
          <kbd aria-hidden>Ctrl ⏎</kbd>
        </Button>
      </div>
      <AnswerPane sent={sent} tenant={tenant?.name} onRetry={start} />
    </section>
  )
}
