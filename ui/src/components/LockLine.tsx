import { Lock, LockOpen } from 'lucide-react'

import { lockAt, type LockView } from '#lib/lock'
import { useNow } from '#lib/now'
import { askToOpen } from '#lib/opening'

import { Button } from './Button'
import { State } from './State'

import styles from './LockLine.module.css'

const words = {
  openIt: 'Open for changes…',
  locked: (tenant: string) => `${tenant} locked: reads only`,
  open: (tenant: string) => `${tenant} is open for changes`,
}

type Props = {
  tenant: { id: string; name: string; lock: LockView } | undefined
  /** What stands in the way besides. */
  reason?: string | undefined
}

/** Whether a tenant may be changed now, and the way to open it. */
export function LockLine({ tenant, reason }: Props) {
  const now = useNow()
  const open = tenant !== undefined && lockAt(tenant.lock, now).open
  const said = reason ?? (tenant && (open ? words.open(tenant.name) : words.locked(tenant.name)))
  const free = open && reason === undefined
  return (
    <>
      {said !== undefined && (
        <State icon={free ? LockOpen : Lock} tone={free ? 'warn' : 'quiet'}>
          <span className={styles.reason}>{said}</span>
        </State>
      )}
      {tenant && !open && (
        <Button kind="plain" size="small" onPress={() => askToOpen(tenant.id)}>
          {words.openIt}
        </Button>
      )}
    </>
  )
}
