import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, ListTree, LogIn, LogOut, Pencil, Stethoscope, Trash2 } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { HealthState } from '#components/HealthState'
import { IconButton } from '#components/IconButton'
import { LockButton } from '#components/LockButton'
import { Mark } from '#components/Mark'
import { Menu } from '#components/Menu'
import { Notice } from '#components/Notice'
import { type Column, Table } from '#components/Table'
import { toast } from '#components/Toast'
import { TokenLife } from '#components/TokenLife'
import type { TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { askToOpen } from '#lib/opening'
import { shownHealth, turnOf } from '#lib/session'

import { copy } from './copy'
import { useLockTenant, useSignIn, useSignOut } from './queries'
import { TalkPanel } from './TalkPanel'

import styles from './TenantTable.module.css'

const columnsWith = (onLock: (tenant: string) => void): readonly Column<TenantLine>[] => [
  {
    id: 'name',
    title: copy.columns.name,
    cell: ({ id, name, mark }) => (
      <span className={styles.name}>
        <Mark mark={mark} size="small" />
        <Link to="/tenants/$tenant" params={{ tenant: id }} className={styles.link} title={name}>
          {name}
        </Link>
      </span>
    ),
  },
  {
    id: 'product',
    title: copy.columns.product,
    cell: ({ product }) => (
      <span className={styles.product} title={product}>
        {product}
      </span>
    ),
  },
  {
    id: 'environment',
    title: copy.columns.environment,
    cell: ({ environment }) => <EnvironmentPill environment={environment} dress="plain" />,
  },
  {
    id: 'address',
    title: copy.columns.address,
    cell: ({ address }) => (
      <code className={styles.address} title={address}>
        {address.replace(/^https:\/\//, '')}
      </code>
    ),
  },
  {
    id: 'state',
    title: copy.columns.state,
    cell: (tenant) => <HealthState health={shownHealth(tenant)} />,
  },
  {
    id: 'lock',
    title: copy.columns.lock,
    cell: ({ id, name, lock }) => (
      <LockButton lock={lock} name={name} onOpen={() => askToOpen(id)} onLock={() => onLock(id)} />
    ),
  },
  {
    id: 'token',
    title: copy.columns.token,
    cell: ({ session }) => <TokenLife session={session} />,
  },
  {
    id: 'method',
    title: copy.columns.method,
    cell: ({ method }) => <span className="second">{method}</span>,
  },
]

const signedIn = ({ session }: TenantLine): boolean =>
  session.kind === 'active' || session.kind === 'renewing'

/** The tenants as a table; what can be done with one stands at the end of its row. */
export function TenantTable({
  tenants,
  onRemove,
}: {
  tenants: readonly TenantLine[]
  onRemove: (tenant: TenantLine) => void
}) {
  const navigate = useNavigate()
  const entering = useSignIn()
  const leaving = useSignOut()
  const locking = useLockTenant()
  const { mutate: lock } = locking
  const columns = useMemo(() => columnsWith(lock), [lock])
  const nameOf = (id: string | undefined) => tenants.find((tenant) => tenant.id === id)?.name
  const signIn = (tenant: TenantLine) =>
    entering.mutate(tenant.id, {
      onSuccess: (session) => {
        if (session.kind === 'active') toast({ line: copy.signedIn(tenant.name) })
      },
    })
  const signOut = (tenant: TenantLine) =>
    leaving.mutate(tenant.id, { onSuccess: () => toast({ line: copy.signedOut(tenant.name) }) })
  const edit = ({ id }: TenantLine) =>
    void navigate({ to: '/tenants/$tenant', params: { tenant: id } })
  const check = ({ id }: TenantLine) =>
    void navigate({ to: '/tenants/$tenant/check', params: { tenant: id } })

  const actions = (tenant: TenantLine) => (
    <span className={styles.actions}>
      <span className={styles.near}>
        {signedIn(tenant) ? (
          <Button kind="plain" size="small" icon={LogOut} onPress={() => signOut(tenant)}>
            {copy.signOut}
          </Button>
        ) : (
          <Button
            kind="plain"
            size="small"
            icon={LogIn}
            unavailable={busy(tenant, entering) ? copy.signingIn : undefined}
            onPress={() => signIn(tenant)}
          >
            {busy(tenant, entering) ? copy.signingIn : copy.signIn}
          </Button>
        )}
        <Button kind="plain" size="small" icon={Pencil} onPress={() => edit(tenant)}>
          {copy.edit}
        </Button>
        <Button kind="plain" size="small" icon={Trash2} onPress={() => onRemove(tenant)}>
          {copy.remove}
        </Button>
      </span>
      <Menu
        label={copy.more(tenant.name)}
        trigger={<IconButton label={copy.more(tenant.name)} icon={Ellipsis} size="small" />}
        entries={[
          signedIn(tenant)
            ? { id: 'out', label: copy.signOut, icon: LogOut, onChoose: () => signOut(tenant) }
            : { id: 'in', label: copy.signIn, icon: LogIn, onChoose: () => signIn(tenant) },
          { id: 'check', label: copy.check, icon: Stethoscope, onChoose: () => check(tenant) },
          { id: 'edit', label: copy.edit, icon: Pencil, onChoose: () => edit(tenant) },
          {
            id: 'explore',
            label: copy.explore,
            icon: ListTree,
            onChoose: () => void navigate({ to: '/explorer', search: { tenant: tenant.id } }),
          },
          { kind: 'separator', id: 'line' },
          {
            id: 'remove',
            label: copy.removeMenu,
            icon: Trash2,
            danger: true,
            onChoose: () => onRemove(tenant),
          },
        ]}
      />
    </span>
  )

  const failed = entering.error ?? leaving.error ?? locking.error
  const who = nameOf(
    entering.error ? entering.variables : leaving.error ? leaving.variables : locking.variables,
  )
  return (
    <>
      {failed && failed.error.kind !== 'cancelled' && (
        <Notice tone="bad">{failureLine(failed.error, { tenant: who })}</Notice>
      )}
      {tenants
        .filter(({ session }) => turnOf(session) !== null)
        .map((tenant) => (
          <TalkPanel key={tenant.id} tenant={tenant} />
        ))}
      <div className={styles.card}>
        <Table
          label={copy.table}
          columns={columns}
          rows={tenants}
          rowId={({ id }) => id}
          actions={actions}
        />
      </div>
    </>
  )
}

const busy = (tenant: TenantLine, entering: ReturnType<typeof useSignIn>): boolean =>
  tenant.session.kind === 'signingIn' || (entering.isPending && entering.variables === tenant.id)
