import { Check, ClipboardCopy } from 'lucide-react'

import { Button } from '#components/Button'
import { failureLine } from '#lib/failure-words'
import { useTicketSource } from '#lib/ticket-copy'

import { copy } from '../copy-secrets'
import { useTicketCopy } from '../queries-answer'

import styles from './AnswerPane.module.css'

/** Puts an exchange on the clipboard as plain text for a ticket. The core writes it, without secrets. */
export function TicketButton({ exchange }: { exchange: string }) {
  const copying = useTicketCopy(exchange)
  const run = () => {
    if (!copying.isPending) copying.mutate()
  }
  useTicketSource(run)
  return (
    <span className={styles.ticket}>
      <span className={copying.error ? styles.refused : 'hidden'} role="status">
        {copying.error
          ? `${copy.notCopied} ${failureLine(copying.error.error)}`
          : copying.isSuccess
            ? copy.copied
            : ''}
      </span>
      <Button
        kind="plain"
        size="small"
        icon={copying.isSuccess ? Check : ClipboardCopy}
        onPress={run}
      >
        {copy.toTicket}
      </Button>
    </span>
  )
}
