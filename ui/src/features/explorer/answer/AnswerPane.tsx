import { Inbox } from 'lucide-react'
import { memo } from 'react'

import { FailureNote } from '#components/FailureNote'
import { Icon } from '#components/Icon'
import { Working } from '#components/Working'

import { copy as words } from '../copy'
import { copy } from '../copy-answer'
import type { Sent } from '../desk'
import { Answered } from './Answered'

import styles from './AnswerPane.module.css'

type Props = {
  sent: Sent
  tenant: string | undefined
  /** Its id; nothing where the document belongs to none. */
  tenantId: string | undefined
  onRetry: () => void
  /** Sends it again and follows its pages, at most so many. */
  onFollow: (pages: number) => void
}

/** What came back, or why nothing did. Not drawn again while the next request is written. */
export const AnswerPane = memo(function AnswerPane(props: Props) {
  return (
    <section
      className={styles.answer}
      aria-label={copy.label}
      aria-busy={props.sent.state === 'sending'}
      data-region="answer"
    >
      <Content {...props} />
    </section>
  )
})

function Content({ sent, tenant, tenantId, onRetry, onFollow }: Props) {
  switch (sent.state) {
    case 'idle':
      return (
        <div className={styles.none}>
          <Icon of={Inbox} size="large" />
          <p>{copy.noneText}</p>
        </div>
      )
    case 'sending':
      return (
        <div className={styles.none}>
          <Working word={words.progress(sent.progress, sent.asks)} />
        </div>
      )
    case 'questioned':
      return (
        <div className={styles.none}>
          <p>{copy.objections}</p>
        </div>
      )
    case 'failed':
      if (sent.error.kind === 'cancelled') {
        return (
          <div className={styles.none} role="status">
            <p>{copy.stopped}</p>
          </div>
        )
      }
      if (sent.error.kind === 'invalid') {
        // What is wrong is said at each field; saying it twice helps nobody.
        return (
          <div className={styles.none} role="status">
            <p>{copy.notSent(sent.error.problems.length)}</p>
          </div>
        )
      }
      return (
        <div className={styles.failed} role="status">
          <FailureNote error={sent.error} tenant={tenant} tenantId={tenantId} onRetry={onRetry} />
        </div>
      )
    case 'answered':
      return (
        <Answered
          key={sent.exchange.line.id}
          exchange={sent.exchange}
          tenant={tenant}
          onFollow={onFollow}
        />
      )
    default: {
      const never: never = sent
      return never
    }
  }
}
