import { Keyboard, Search } from 'lucide-react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { IconButton } from '#components/IconButton'

import { copy } from './copy'
import { LockControl } from './guard/LockControl'
import { ShieldButton } from './guard/ShieldButton'
import { TicketControl } from './guard/TicketControl'
import { usePlatform, useTenants } from './queries'
import { cap } from './shortcuts'
import { useTenantInUse } from './tenant-in-use'
import { TenantSwitcher } from './TenantSwitcher'

import styles from './TopBar.module.css'

type Props = {
  switching: boolean
  onSwitching: (open: boolean) => void
  /** Whether the list of locks is open. */
  locking: boolean
  onLocking: (open: boolean) => void
  onTicket: () => void
  onFind: () => void
  onShortcuts: () => void
}

/** Where am I, and may I write? The same order on every screen. */
export function TopBar(props: Props) {
  const { switching, onSwitching, locking, onLocking, onTicket, onFind, onShortcuts } = props
  const tenants = useTenants().data ?? []
  const inUse = useTenantInUse(tenants)
  const platform = usePlatform()
  return (
    <header className={styles.bar} data-region="top">
      <TenantSwitcher tenants={tenants} inUse={inUse} open={switching} onOpen={onSwitching} />
      <LockControl tenants={tenants} inUse={inUse} open={locking} onOpen={onLocking} />
      <span className={styles.rule} aria-hidden />
      <TicketControl onSet={onTicket} />
      <span className="push" />
      <Button className={styles.find ?? ''} onPress={onFind}>
        <Icon of={Search} size="small" />
        <span className={styles.words}>{copy.find}</span>
        <kbd>{cap('k', platform)}</kbd>
      </Button>
      <ShieldButton />
      <IconButton label={copy.shortcuts} icon={Keyboard} onPress={onShortcuts} />
    </header>
  )
}
