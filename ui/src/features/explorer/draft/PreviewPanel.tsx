import { Ticket } from 'lucide-react'

import { Covered } from '#components/Covered'
import { MethodBadge } from '#components/MethodBadge'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import type { DraftInput } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { visible } from '#lib/json-tokens'
import { useShield } from '#lib/shield'

import { HeaderRows } from '../answer/HeaderRows'
import { copy } from '../copy-draft'
import { usePreview } from '../queries-draft'

import styles from './PreviewPanel.module.css'

/** The request as it would leave; the credential is only a mark. */
export function PreviewPanel({ input, tenant }: { input: DraftInput; tenant: string | undefined }) {
  const preview = usePreview(input)
  const shielded = useShield()
  if (shielded) return <Covered />
  if (preview.error) {
    const words = failureWords(preview.error.error, { tenant })
    return (
      <div className={styles.preview}>
        <Notice tone="warn">
          {copy.preview.wrong}. {words?.steps.join(' ')}
        </Notice>
      </div>
    )
  }
  if (!preview.data) {
    return (
      <div className={styles.preview}>
        <Skeleton awaited={copy.preview.awaited}>
          <Bone />
          <Bone width="60%" />
        </Skeleton>
      </div>
    )
  }
  const { method, address, headers, body, effect, ticketFields = [] } = preview.data
  return (
    <div className={styles.preview} role="group" aria-label={copy.preview.label}>
      <p className={styles.line}>
        <MethodBadge method={method} effect={effect} />
        <code className={styles.address}>{address}</code>
      </p>
      {ticketFields.length > 0 && (
        <Notice icon={Ticket}>
          {copy.preview.filled(ticketFields.map(({ field, value }) => `${field}: ${value}`))}
        </Notice>
      )}
      <HeaderRows label={copy.preview.headers} headers={headers} />
      {body !== null && (
        <pre className={styles.body} tabIndex={0} aria-label={copy.preview.body}>
          {body.split('\n').map(visible).join('\n')}
        </pre>
      )}
    </div>
  )
}
