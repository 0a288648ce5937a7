import { Navigate, useNavigate } from '@tanstack/react-router'
import { History, Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import { SplitPanes } from '#components/SplitPanes'
import type { TenantLine } from '#ipc/bindings'

import { copy } from '../copy-requests'
import { useTenants } from '../queries'
import { useRoom } from '../use-room'
import { Comparison } from './Comparison'
import { FreeRequest } from './FreeRequest'
import { Shelf } from './Shelf'
import { ShelfOverlay } from './ShelfOverlay'
import { useRequestsPlace } from './use-requests-place'

import styles from './RequestsPage.module.css'

/** Free requests to a tenant, and everything that was sent. */
export function RequestsPage() {
  const [place] = useRequestsPlace()
  const navigate = useNavigate()
  const tenants = useTenants()
  if (tenants.error || !tenants.data) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.title}</h1>
        {tenants.error ? (
          <FailureNote error={tenants.error.error} onRetry={() => void tenants.refetch()} />
        ) : (
          <Skeleton awaited={copy.awaited}>
            <Bone width={220} height={18} />
            <Bone height={120} />
          </Skeleton>
        )}
      </main>
    )
  }
  const tenant = tenants.data.find(({ id }) => id === place.tenant) ?? tenants.data[0]
  if (!tenant) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.title}</h1>
        <Empty
          icon={Send}
          title={copy.noTenants.title}
          actions={
            <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
              {copy.noTenants.add}
            </Button>
          }
        >
          {copy.noTenants.text}
        </Empty>
      </main>
    )
  }
  if (place.tenant !== tenant.id) {
    // The frame reads the tenant from the address, so the address always names it.
    return <Navigate to="/requests" search={{ ...place, tenant: tenant.id }} replace />
  }
  return (
    <main className={styles.page} data-region="page">
      <h1 className="hidden">{copy.title}</h1>
      <Desk tenants={tenants.data} tenant={tenant} />
    </main>
  )
}

function Desk({ tenants, tenant }: { tenants: readonly TenantLine[]; tenant: TenantLine }) {
  const [place, go] = useRequestsPlace()
  const room = useRoom()
  const [shelfOpen, setShelfOpen] = useState(false)
  const main =
    place.older !== undefined && place.newer !== undefined ? (
      <Comparison
        older={place.older}
        newer={place.newer}
        onClose={() => go({ older: undefined, newer: undefined })}
      />
    ) : (
      <FreeRequest key={tenant.id} tenant={tenant} />
    )
  const shelf = <Shelf tenants={tenants} onOpened={() => setShelfOpen(false)} />
  if (room.panes === 'side') {
    return (
      <SplitPanes
        name="requests.shelf"
        label={copy.resizeShelf}
        fixed="start"
        initial={room.tree}
        least={220}
        most={460}
        start={shelf}
        end={main}
      />
    )
  }
  return (
    <div className={styles.narrow}>
      <div className={styles.bar}>
        <Button size="small" icon={History} onPress={() => setShelfOpen(true)}>
          {copy.shelfButton}
        </Button>
      </div>
      {main}
      {shelfOpen && <ShelfOverlay onClose={() => setShelfOpen(false)}>{shelf}</ShelfOverlay>}
    </div>
  )
}
