import { Check, RefreshCw, X } from 'lucide-react'

import { Badge } from '#components/Badge'
import type { ExchangeView } from '#ipc/bindings'
import { bytes, duration } from '#lib/format'
import { statusLine, statusTone } from '#lib/http'

import { copy } from '../copy-answer'
import { DocumentedBadge } from './DocumentedBadge'
import { TicketButton } from './TicketButton'

import styles from './AnswerPane.module.css'

/** Status, time, size, and whether it is what the document says. */
export function AnswerHead({ exchange }: { exchange: ExchangeView }) {
  const { line, timing, body } = exchange
  const tone = statusTone(line.status)
  return (
    <div className={styles.head}>
      <span role="status">
        <Badge tone={tone} icon={tone === 'ok' ? Check : X}>
          {line.status === null ? copy.none : statusLine(line.status)}
        </Badge>
      </span>
      <span className={styles.figure}>{duration(line.tookMs)}</span>
      {body && <span className={styles.figure}>{bytes(body.size)}</span>}
      {timing.renewed && (
        <Badge tone="accent" icon={RefreshCw}>
          {copy.renewed}
        </Badge>
      )}
      <span className={styles.documented}>
        <DocumentedBadge documented={exchange.documented} />
      </span>
      <TicketButton exchange={line.id} />
    </div>
  )
}
