import { useCallback, useState } from 'react'

import { Segments } from '#components/Segments'
import type { DocumentView, OperationView, SchemaProblemView, TenantLine } from '#ipc/bindings'

import { AnswerPane } from './answer/AnswerPane'
import { copy as words } from './copy'
import { copy } from './copy-draft'
import { deskKey, type Draft, draftInput } from './desk'
import { CodePanel } from './draft/CodePanel'
import { PreviewPanel } from './draft/PreviewPanel'
import { ProblemList } from './draft/ProblemList'
import { SendBar } from './draft/SendBar'
import { showField } from './draft/show-field'
import { TryForm } from './draft/TryForm'
import { useRequest } from './draft/use-request'
import { unavailableNow } from './model'

import styles from './TryPane.module.css'

type Props = { view: DocumentView; operation: OperationView; tenant: TenantLine | undefined }
type Shown = 'form' | 'raw' | 'preview' | 'code'

/** The request to an operation, and its answer. */
export function TryPane({ view, operation, tenant }: Props) {
  const document = view.line.id
  const to = view.line.tenant
  const [chosen, setShown] = useState<Shown>('form')
  const [place, setPlace] = useState<{ pointer: string } | null>(null)
  const why = unavailableNow(operation, to === null ? null : tenant)
  const blocked = why === null ? undefined : words.unavailable(why, tenant?.name, operation.effect)
  const inputOf = useCallback(
    (draft: Draft) => (to === null ? null : draftInput(draft, operation, { tenant: to, document })),
    [to, operation, document],
  )
  const { effect } = operation
  const asksOf = useCallback(() => effect !== 'reads', [effect])
  const request = useRequest(deskKey(to, document, operation.key), inputOf, asksOf, blocked)
  const { input, problems } = request
  const views: Shown[] = [
    'form',
    ...(operation.bodies.length > 0 ? (['raw'] as const) : []),
    ...(input ? (['preview', 'code'] as const) : []),
  ]
  const shown = views.includes(chosen) ? chosen : 'form'
  const jump = (problem: SchemaProblemView) => {
    setPlace({ pointer: problem.pointer })
    if (shown !== 'raw') {
      setShown('form')
      showField(problem)
    }
  }
  return (
    <section className={styles.pane} aria-label={copy.tryIt} data-region="request">
      <div className={styles.head}>
        <h2 className={styles.title}>{copy.tryIt}</h2>
        <Segments
          label={copy.views.label}
          segments={views.map((id) => ({ id, label: copy.views[id] }))}
          value={shown}
          onChange={setShown}
        />
        <span className={styles.note}>{copy.sentBy}</span>
      </div>
      <div className={styles.form} data-alone={request.sent.state === 'idle' || undefined}>
        {shown === 'preview' && input ? (
          <PreviewPanel input={input} tenant={tenant?.name} />
        ) : shown === 'code' && input ? (
          <CodePanel input={input} tenant={tenant?.name} />
        ) : (
          <TryForm
            document={document}
            operation={operation}
            draft={request.draft}
            raw={shown === 'raw'}
            problems={problems}
            hard={request.hard}
            place={place}
            onEnter={request.enter}
            onRaw={() => setShown('raw')}
          />
        )}
      </div>
      {problems.length > 0 && <ProblemList problems={problems} onShow={jump} />}
      <SendBar
        sent={request.sent}
        tenant={tenant}
        unavailable={request.unavailable}
        onSend={request.send}
        onAnyway={request.anyway}
        onStop={request.stop}
      />
      <AnswerPane
        sent={request.sent}
        tenant={tenant?.name}
        tenantId={tenant?.id}
        onRetry={request.send}
        onFollow={request.follow}
      />
    </section>
  )
}
