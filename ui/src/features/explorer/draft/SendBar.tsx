import { Lock, LockOpen, SendHorizontal, Square } from 'lucide-react'

import { Button } from '#components/Button'
import { State } from '#components/State'
import type { TenantLine } from '#ipc/bindings'

import { copy as words } from '../copy'
import { copy } from '../copy-draft'
import type { Sent } from '../desk'

import styles from './SendBar.module.css'

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
export function SendBar({ sent, tenant, unavailable, onSend, onAnyway, onStop }: Props) {
  const sending = sent.state === 'sending'
  const anyway = sent.state === 'questioned'
  const open = tenant?.lock.kind === 'open'
  return (
    <div className={styles.send}>
      <div className={styles.why}>
        {sending ? (
          <span role="status">{words.progress(sent.progress)}</span>
        ) : unavailable !== undefined ? (
          <State icon={Lock} tone="quiet">
            <span className={styles.reason}>{unavailable}</span>
          </State>
        ) : (
          tenant && (
            <State icon={open ? LockOpen : Lock} tone={open ? 'warn' : 'quiet'}>
              <span className={styles.reason}>
                {open ? words.open(tenant.name) : words.locked(tenant.name)}
              </span>
            </State>
          )
        )}
      </div>
      {sending && (
        <Button icon={Square} onPress={onStop}>
          {copy.cancel}
        </Button>
      )}
      <Button
        kind="primary"
        icon={SendHorizontal}
        unavailable={sending ? words.progress(sent.progress) : unavailable}
        onPress={anyway ? onAnyway : onSend}
      >
        {anyway ? copy.sendAnyway : copy.send}
        <kbd aria-hidden>Ctrl ⏎</kbd>
      </Button>
    </div>
  )
}
