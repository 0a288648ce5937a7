import { SendHorizontal, Square } from 'lucide-react'

import { Button } from '#components/Button'
import { LockLine } from '#components/LockLine'
import type { TenantLine } from '#ipc/bindings'

import { copy as words } from '../copy'
import { copy } from '../copy-draft'
import type { Sent } from '../desk'

import styles from './SendBar.module.css'

type Deed = 'onSend' | 'onAnyway' | 'onStop'

type Props = {
  sent: Sent
  tenant: TenantLine | undefined
  /** Why it cannot be sent. */
  unavailable: string | undefined
  onSend: () => void
  onAnyway: () => void
  onStop: () => void
}

/** Sends, stops, and says what stands in the way. */
export function SendBar(props: Props) {
  return (
    <div className={styles.send}>
      <SendWhy {...props} />
      <SendButtons {...props} />
    </div>
  )
}

/** What is going on, or what stands in the way. */
export function SendWhy({ sent, tenant, unavailable }: Omit<Props, Deed>) {
  if (sent.state === 'sending') {
    return (
      <div className={styles.why} role="status">
        {words.progress(sent.progress, sent.asks)}
      </div>
    )
  }
  return (
    <div className={styles.why}>
      <LockLine tenant={tenant} reason={unavailable} />
    </div>
  )
}

/** Sends, after a look at objections all the same, and stops what is on its way. */
export function SendButtons({ sent, unavailable, onSend, onAnyway, onStop }: Props) {
  const sending = sent.state === 'sending'
  const anyway = sent.state === 'questioned'
  return (
    <>
      {sending && (
        <Button icon={Square} onPress={onStop}>
          {copy.cancel}
        </Button>
      )}
      <Button
        kind="primary"
        icon={SendHorizontal}
        unavailable={sending ? words.progress(sent.progress, sent.asks) : unavailable}
        onPress={anyway ? onAnyway : onSend}
      >
        {anyway ? copy.sendAnyway : copy.send}
        <kbd aria-hidden>Ctrl ⏎</kbd>
      </Button>
    </>
  )
}
