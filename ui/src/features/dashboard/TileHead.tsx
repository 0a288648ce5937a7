import { useNavigate } from '@tanstack/react-router'
import {
  Ellipsis,
  ListTree,
  LockOpen,
  LogIn,
  LogOut,
  Pencil,
  RefreshCw,
  Stethoscope,
} from 'lucide-react'

import { EnvironmentPill } from '#components/EnvironmentPill'
import { HealthState } from '#components/HealthState'
import { IconButton } from '#components/IconButton'
import { Mark } from '#components/Mark'
import { type Entry, Menu } from '#components/Menu'
import { Working } from '#components/Working'
import type { CardView, TenantLine } from '#ipc/bindings'
import { askToOpen } from '#lib/opening'
import { shownHealth } from '#lib/session'

import { copy } from './copy'

import styles from './TileHead.module.css'

type Props = {
  tenant: TenantLine
  card: CardView | undefined
  /** Whether its first numbers are on their way. */
  asking: boolean
  onRefresh: () => void
  onSignIn: () => void
  onSignOut: () => void
}

/** Whose tile it is, how it does, and what one can do with it. */
export function TileHead({ tenant, card, asking, onRefresh, onSignIn, onSignOut }: Props) {
  return (
    <header className={styles.head}>
      <Mark mark={tenant.mark} />
      <div className={styles.name}>
        <h3 className="line">
          <span className="clip" title={tenant.name}>
            {tenant.name}
          </span>
          <EnvironmentPill environment={tenant.environment} dress="plain" />
        </h3>
        <p className="clip">{productLine(tenant, card)}</p>
      </div>
      {asking ? (
        <Working word={copy.asking} />
      ) : (
        <HealthState health={shownHealth(card ?? tenant)} />
      )}
      <Menu
        label={copy.more(tenant.name)}
        trigger={<IconButton label={copy.more(tenant.name)} icon={Ellipsis} size="small" />}
        entries={useEntries({ tenant, card, onRefresh, onSignIn, onSignOut })}
      />
    </header>
  )
}

/** `Product 44.0, 182 ms`, as far as it is known. */
function productLine(tenant: TenantLine, card: CardView | undefined): string {
  const product = card?.version ? `${tenant.product} ${card.version}` : tenant.product
  return card?.answeredInMs != null && card.health !== 'notReachable'
    ? `${product}, ${copy.answeredIn(card.answeredInMs)}`
    : product
}

function useEntries({
  tenant,
  card,
  onRefresh,
  onSignIn,
  onSignOut,
}: Omit<Props, 'asking'>): Entry[] {
  const navigate = useNavigate()
  const session = card?.session.kind ?? tenant.session.kind
  const signedIn = session === 'active' || session === 'renewing'
  return [
    { id: 'refresh', label: copy.refreshOne, icon: RefreshCw, onChoose: onRefresh },
    {
      id: 'signIn',
      label: copy.signIn,
      icon: LogIn,
      unavailable: signedIn ? copy.alreadySignedIn : undefined,
      onChoose: onSignIn,
    },
    {
      id: 'signOut',
      label: copy.signOut,
      icon: LogOut,
      unavailable: signedIn ? undefined : copy.notSignedIn,
      onChoose: onSignOut,
    },
    {
      id: 'open',
      label: copy.openForChanges,
      icon: LockOpen,
      onChoose: () => askToOpen(tenant.id),
    },
    { kind: 'separator', id: 'rule' },
    {
      id: 'explorer',
      label: copy.openExplorer,
      icon: ListTree,
      onChoose: () => void navigate({ to: '/explorer', search: { tenant: tenant.id } }),
    },
    {
      id: 'check',
      label: copy.check,
      icon: Stethoscope,
      onChoose: () =>
        void navigate({ to: '/tenants/$tenant/check', params: { tenant: tenant.id } }),
    },
    {
      id: 'edit',
      label: copy.edit,
      icon: Pencil,
      onChoose: () => void navigate({ to: '/tenants/$tenant', params: { tenant: tenant.id } }),
    },
  ]
}
