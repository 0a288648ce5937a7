import { Lock, LockOpen } from 'lucide-react'
import { Button } from 'react-aria-components'

import { type LockView, openFor } from '#lib/lock'
import { useNow } from '#lib/now'

import { State } from './State'

import styles from './LockButton.module.css'

/** Whether a tenant may be changed, and for how long still; opens or locks it. */
export function LockButton({
  lock,
  name,
  onOpen,
  onLock,
}: {
  lock: LockView
  /** Whose it is, for those who cannot see what stands beside it. */
  name: string
  onOpen: () => void
  onLock: () => void
}) {
  const left = openFor(lock, useNow())
  return left === null ? (
    <Button
      className={styles.lock ?? ''}
      aria-label={`Locked: reads only. Open ${name} for changes…`}
      onPress={onOpen}
    >
      <State icon={Lock} tone="quiet">
        Locked
      </State>
    </Button>
  ) : (
    <Button
      className={styles.lock ?? ''}
      aria-label={`Open ${left} for changes. Lock ${name} now`}
      data-open
      onPress={onLock}
    >
      <State icon={LockOpen} tone="warn">
        Open <span className="num">{left}</span>
      </State>
    </Button>
  )
}
