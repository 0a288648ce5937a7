import { ClipboardCopy } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { toast } from '#components/Toast'
import { failureLine } from '#lib/failure-words'
import { useTicketSource } from '#lib/ticket-copy'

import { copy as words } from './copy'
import { useTicketCopy, useTicketText } from './queries'

import styles from './EntryPanel.module.css'

const copy = words.entry

/** An entry as plain text for a ticket, to be read before it is pasted. */
export function TicketPanel({ number }: { number: number }) {
  const source = { kind: 'audit', number } as const
  const text = useTicketText(source)
  const copying = useTicketCopy()
  const run = () =>
    copying.mutate(source, {
      onSuccess: () => toast({ line: copy.copied, second: copy.noSecrets }),
    })
  useTicketSource(run)
  return (
    <section className={styles.part} aria-label={copy.forTicket}>
      <div className="line">
        <h3 className={styles.sub}>{copy.forTicket}</h3>
        {text.data && (
          <span className="quiet small">{copy.lines(text.data.text.split('\n').length)}</span>
        )}
        <span className="push" />
        <Button kind="primary" size="small" icon={ClipboardCopy} onPress={run}>
          {copy.copy}
        </Button>
      </div>
      {text.error && (
        <Notice tone="warn">
          {copy.noText} {failureLine(text.error.error)}
        </Notice>
      )}
      {text.isPending && (
        <Skeleton awaited={copy.forTicket}>
          <Bone height={120} />
        </Skeleton>
      )}
      {text.data && (
        <pre className={styles.text} tabIndex={0} aria-label={copy.forTicket}>
          {text.data.text}
        </pre>
      )}
      {copying.error && (
        <Notice tone="bad">
          {copy.notCopied} {failureLine(copying.error.error)}
        </Notice>
      )}
    </section>
  )
}
