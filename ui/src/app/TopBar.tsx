import { Keyboard, Lock, LockOpen, Search } from 'lucide-react'
import { Button } from 'react-aria-components'

import { Chip } from '#components/Chip'
import { Icon } from '#components/Icon'
import { IconButton } from '#components/IconButton'
import type { TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { openForChanges } from './model'
import { usePlatform, useTenants } from './queries'
import { cap } from './shortcuts'
import { useTenantInUse } from './tenant-in-use'
import { TenantSwitcher } from './TenantSwitcher'

import styles from './TopBar.module.css'

type Props = {
  switching: boolean
  onSwitching: (open: boolean) => void
  onFind: () => void
  onShortcuts: () => void
}

/** Where am I, and may I write? The same order on every screen. */
export function TopBar({ switching, onSwitching, onFind, onShortcuts }: Props) {
  const tenants = useTenants().data ?? []
  const inUse = useTenantInUse(tenants)
  const platform = usePlatform()
  return (
    <header className={styles.bar} data-region="top">
      <TenantSwitcher tenants={tenants} inUse={inUse} open={switching} onOpen={onSwitching} />
      <LockChip tenants={inUse ? [inUse] : tenants} single={inUse !== undefined} />
      <span className="push" />
      <Button className={styles.find ?? ''} onPress={onFind}>
        <Icon of={Search} size="small" />
        <span className={styles.words}>{copy.find}</span>
        <kbd>{cap('k', platform)}</kbd>
      </Button>
      <IconButton label={copy.shortcuts} icon={Keyboard} onPress={onShortcuts} />
    </header>
  )
}

function LockChip({ tenants, single }: { tenants: readonly TenantLine[]; single: boolean }) {
  const open = openForChanges(tenants)
  if (tenants.length === 0) return null
  if (open === 0) return <Chip icon={Lock}>{single ? copy.locked : copy.allLocked}</Chip>
  return (
    <Chip icon={LockOpen} tone="warn">
      {single ? copy.openForChanges : copy.openCount(open)}
    </Chip>
  )
}
