import { Building, Lock, LockOpen } from 'lucide-react'

import { ChipButton } from '#components/ChipButton'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { type Entry, Menu } from '#components/Menu'
import type { TenantLine } from '#ipc/bindings'
import { lockAt, openFor, readOnly, SOON_MS } from '#lib/lock'
import { useNow } from '#lib/now'
import { askToOpen } from '#lib/opening'

import { copy } from './copy'
import { useLockTenant, usePolicy } from './queries'

type Props = {
  tenants: readonly TenantLine[]
  /** The tenant the screen is about; nothing on screens about all of them. */
  inUse: TenantLine | undefined
  /** Whether the list of locks is open. */
  open: boolean
  onOpen: (open: boolean) => void
}

/** May I write here, and for how long still? */
export function LockControl({ tenants, inUse, open, onOpen }: Props) {
  const policy = usePolicy().data
  const now = useNow()
  const locking = useLockTenant()
  if (tenants.length === 0) return null
  if (readOnly(policy)) {
    return (
      <ChipButton icon={Building} onPress={() => askToOpen(inUse?.id ?? tenants[0]?.id ?? '')}>
        {copy.lockedByCompany}
      </ChipButton>
    )
  }
  const lock = (tenant: string) => locking.mutate(tenant)
  if (!inUse) {
    const count = tenants.filter((tenant) => lockAt(tenant.lock, now).open).length
    return (
      <Menu
        label={copy.lockMenu}
        open={open}
        onOpen={onOpen}
        trigger={
          <ChipButton icon={count > 0 ? LockOpen : Lock} tone={count > 0 ? 'warn' : undefined}>
            {count > 0 ? copy.openCount(count) : copy.allLocked}
          </ChipButton>
        }
        entries={tenants.map((tenant) => entryOf(tenant, now, lock))}
      />
    )
  }
  const at = lockAt(inUse.lock, now)
  if (!at.open) {
    return (
      <ChipButton icon={Lock} onPress={() => askToOpen(inUse.id)}>
        {copy.locked}
      </ChipButton>
    )
  }
  const soon = at.leftMs <= SOON_MS
  const left = openFor(inUse.lock, now)
  return (
    <>
      <Menu
        label={copy.lockOne}
        open={open}
        onOpen={onOpen}
        trigger={
          <ChipButton icon={LockOpen} tone="warn">
            {copy.openForChanges} {soon ? <strong>{left}</strong> : left}
          </ChipButton>
        }
        entries={[
          {
            id: 'lock',
            label: copy.lockNow,
            icon: Lock,
            detail: inUse.lock.kind === 'open' ? inUse.lock.reason : undefined,
            onChoose: () => lock(inUse.id),
          },
          {
            id: 'longer',
            label: copy.openLonger,
            icon: LockOpen,
            onChoose: () => askToOpen(inUse.id),
          },
        ]}
      />
      {soon && (
        <span className="hidden" role="alert">
          {copy.soon(inUse.name)}
        </span>
      )}
    </>
  )
}

/** One tenant in the list of locks; choosing it opens the form, or locks it. */
function entryOf(tenant: TenantLine, now: number, lock: (tenant: string) => void): Entry {
  const left = openFor(tenant.lock, now)
  return {
    id: tenant.id,
    label: left === null ? copy.openMenu(tenant.name) : copy.lockMenuEntry(tenant.name),
    detail: left === null ? copy.locked : `${copy.openForChanges} ${left}`,
    start: <Mark mark={tenant.mark} size="small" />,
    end: <EnvironmentPill environment={tenant.environment} dress="plain" />,
    onChoose: () => (left === null ? askToOpen(tenant.id) : lock(tenant.id)),
  }
}
