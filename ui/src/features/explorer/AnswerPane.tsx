import { Check, Inbox, RefreshCw, X } from 'lucide-react'
import { useState } from 'react'

import { Badge } from '#components/Badge'
import { Icon } from '#components/Icon'
import { Tabs } from '#components/Tabs'
import type { ExchangeView } from '#ipc/bindings'
import { bytes, duration } from '#lib/format'
import { statusLine, statusTone } from '#lib/http'

import { AnswerBody } from './AnswerBody'
import { copy } from './copy'
import type { Sent } from './desk'
import { FailureNote } from './FailureNote'
import { HeaderRows } from './HeaderRows'

import styles from './AnswerPane.module.css'

type Props = { sent: Sent; tenant: string | undefined; onRetry: () => void }

/** What came back, or why nothing did. */
export function AnswerPane({ sent, tenant, onRetry }: Props) {
  return (
    <section
      className={styles.answer}
      aria-label={copy.answer.label}
      aria-busy={sent.state === 'sending'}
      data-region="answer"
    >
      <Content sent={sent} tenant={tenant} onRetry={onRetry} />
    </section>
  )
}

function Content({ sent, tenant, onRetry }: Props) {
  switch (sent.state) {
    case 'idle':
      return (
        <div className={styles.none}>
          <Icon of={Inbox} size="large" />
          <p>{copy.answer.noneText}</p>
        </div>
      )
    case 'questioned':
      return (
        <div className={styles.none} role="status">
          <p>{copy.answer.notSent(sent.problems.length)}</p>
        </div>
      )
    case 'sending':
      return (
        <div className={styles.none}>
          <p>{copy.progress(sent.progress)}</p>
        </div>
      )
    case 'failed':
      if (sent.error.kind === 'cancelled') {
        return (
          <div className={styles.none} role="status">
            <p>{copy.answer.stopped}</p>
          </div>
        )
      }
      if (sent.error.kind === 'invalid') {
        // What is wrong is said at each field; saying it twice helps nobody.
        return (
          <div className={styles.none} role="status">
            <p>{copy.answer.notSent(sent.error.problems.length)}</p>
          </div>
        )
      }
      return (
        <div className={styles.failed} role="status">
          <FailureNote error={sent.error} tenant={tenant} onRetry={onRetry} />
        </div>
      )
    case 'answered':
      return <Answered key={sent.exchange.line.id} exchange={sent.exchange} tenant={tenant} />
    default: {
      const never: never = sent
      return never
    }
  }
}

function Answered({ exchange, tenant }: { exchange: ExchangeView; tenant: string | undefined }) {
  const [tab, setTab] = useState<'body' | 'headers'>('body')
  const { line, timing, meaning, body } = exchange
  const tone = statusTone(line.status)
  return (
    <>
      <div className={styles.head}>
        <span role="status">
          <Badge tone={tone} icon={tone === 'ok' ? Check : X}>
            {line.status === null ? copy.answer.none : statusLine(line.status)}
          </Badge>
        </span>
        <span className={styles.figure}>{duration(line.tookMs)}</span>
        <span className={styles.figure}>{body && bytes(body.size)}</span>
        {timing.renewed && (
          <Badge tone="accent" icon={RefreshCw}>
            {copy.answer.renewed}
          </Badge>
        )}
      </div>
      <div
        className={styles.time}
        role="img"
        aria-label={copy.answer.time(timing.waitMs, timing.bodyMs)}
      >
        <i data-part="wait" style={{ flexGrow: Math.max(timing.waitMs, 1) }} />
        <i data-part="body" style={{ flexGrow: Math.max(timing.bodyMs, 1) }} />
      </div>
      <p className={styles.key} aria-hidden>
        <span>
          {copy.answer.wait} <span className="num">{timing.waitMs}</span>
        </span>
        <span>
          {copy.answer.receive} <span className="num">{timing.bodyMs}</span>
        </span>
        <code className={styles.sentTo} title={copy.answer.sentTo(line.method, line.address)}>
          {line.address}
        </code>
      </p>
      {meaning?.kind === 'failed' && (
        <div className={styles.meaning}>
          <FailureNote error={meaning.error} tenant={tenant} />
        </div>
      )}
      <div className={styles.tabs}>
        <Tabs
          label={copy.answer.label}
          value={tab}
          onChange={setTab}
          tabs={[
            { id: 'body', label: copy.answer.body, content: body && <AnswerBody exchange={line.id} body={body} /> },
            {
              id: 'headers',
              label: copy.answer.headers,
              count: exchange.headers.length,
              content: (
                <div
                  className={styles.headers}
                  tabIndex={0}
                  role="group"
                  aria-label={copy.answer.headers}
                >
                  <h3>{copy.answer.answerHeaders}</h3>
                  <HeaderRows label={copy.answer.answerHeaders} headers={exchange.headers} />
                  <h3>{copy.answer.requestHeaders}</h3>
                  <HeaderRows
                    label={copy.answer.requestHeaders}
                    headers={exchange.requestHeaders}
                  />
                </div>
              ),
            },
          ]}
        />
      </div>
    </>
  )
}
