import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PlugZap } from 'lucide-react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { FailureNote } from '#components/FailureNote'
import { Mark } from '#components/Mark'
import { Segments } from '#components/Segments'
import { Bone, Skeleton } from '#components/Skeleton'
import type { AccessView, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { LeastPart } from './LeastPart'
import { MatrixPart } from './MatrixPart'
import { useAccess, useTenants } from './queries'
import { type AccessPart, accessSearch } from './search'
import { SheetPart } from './SheetPart'

import styles from './AccessPage.module.css'

const PARTS: readonly AccessPart[] = ['matrix', 'least', 'sheet']

/** Permissions of one tenant's product: who holds them, which are enough, and a sheet of them. */
export function AccessPage() {
  const { tenant: chosen, view = 'matrix' } = useSearch({ from: '/access' })
  const navigate = useNavigate({ from: '/access' })
  const list = useTenants()
  const tenants = list.data ?? []
  const tenant =
    tenants.find(({ id }) => id === chosen) ?? (tenants.length === 1 ? tenants[0] : undefined)
  return (
    <main className={styles.page} aria-label={copy.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{copy.title}</h1>
        {tenant && (
          <Segments
            label={copy.views}
            segments={PARTS.map((id) => ({ id, label: copy.view[id] }))}
            value={view}
            onChange={(next) =>
              void navigate({
                search: (before) => accessSearch({ ...before, tenant: tenant.id, view: next }),
              })
            }
          />
        )}
      </header>
      {list.error ? (
        <div className={styles.alone}>
          <FailureNote error={list.error.error} onRetry={() => void list.refetch()} />
        </div>
      ) : tenant ? (
        <Part key={tenant.id} tenant={tenant} part={view} />
      ) : list.data ? (
        <Where tenants={list.data} />
      ) : (
        <Waiting />
      )}
    </main>
  )
}

/** The part that was chosen, once the permissions of the product are here. */
function Part({ tenant, part }: { tenant: TenantLine; part: AccessPart }) {
  const access = useAccess(tenant.id)
  if (access.error)
    return (
      <div className={styles.alone}>
        <FailureNote
          error={access.error.error}
          tenant={tenant.name}
          tenantId={tenant.id}
          onRetry={() => void access.refetch()}
        />
      </div>
    )
  if (!access.data) return <Waiting />
  return <Chosen tenant={tenant} view={access.data} part={part} />
}

function Chosen({
  tenant,
  view,
  part,
}: {
  tenant: TenantLine
  view: AccessView
  part: AccessPart
}) {
  switch (part) {
    case 'matrix':
      return <MatrixPart tenant={tenant} view={view} />
    case 'least':
      return <LeastPart tenant={tenant} view={view} />
    case 'sheet':
      return <SheetPart tenant={tenant} view={view} />
    default: {
      const never: never = part
      return never
    }
  }
}

function Waiting() {
  return (
    <div className={styles.waiting}>
      <Skeleton awaited={copy.awaited}>
        <Bone height={46} />
        <Bone height={27} />
        <Bone height={27} />
        <Bone height={27} />
      </Skeleton>
    </div>
  )
}

/** Whose permissions, while no tenant is chosen. */
function Where({ tenants }: { tenants: readonly TenantLine[] }) {
  const navigate = useNavigate()
  if (tenants.length === 0)
    return (
      <div className={styles.alone}>
        <Empty
          icon={PlugZap}
          title={copy.noTenantsTitle}
          actions={
            <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
              {copy.addTenant}
            </Button>
          }
        >
          {copy.noTenantsText}
        </Empty>
      </div>
    )
  return (
    <section className={styles.where} aria-label={copy.whereTitle}>
      <h2 className={styles.question}>{copy.whereTitle}</h2>
      <p className="quiet">{copy.whereText}</p>
      <ul className={styles.tenants}>
        {tenants.map((tenant) => (
          <li key={tenant.id}>
            <Link to="/access" search={{ tenant: tenant.id }} className={styles.tenant}>
              <Mark mark={tenant.mark} />
              <span className={styles.names}>
                <span className="clip">{tenant.name}</span>
                <span className="quiet small clip">{tenant.product}</span>
              </span>
              <EnvironmentPill environment={tenant.environment} dress="plain" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
