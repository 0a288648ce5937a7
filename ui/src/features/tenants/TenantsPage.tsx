import { useNavigate } from '@tanstack/react-router'
import { PlugZap, Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { Bone, Skeleton } from '#components/Skeleton'

import { copy } from './copy'
import { DemoButton } from './DemoButton'
import { ListFailure } from './ListFailure'
import { useTenants } from './queries'
import { RemoveDialog } from './RemoveDialog'
import { TenantTable } from './TenantTable'

import styles from './TenantsPage.module.css'

/** Every tenant the person has added, and how each of them stands. */
export function TenantsPage() {
  const navigate = useNavigate()
  const tenants = useTenants()
  const [removing, setRemoving] = useState<string | null>(null)
  const add = () => void navigate({ to: '/tenants/add' })
  const lines = tenants.data
  const leaving = lines?.find(({ id }) => id === removing)
  return (
    <main className={styles.page} data-region="page">
      <header className={styles.head}>
        <div>
          <h1>{copy.title}</h1>
          <p className="quiet">{copy.lead}</p>
        </div>
        <span className="push" />
        {lines && lines.length > 0 && (
          <>
            <DemoButton kind="plain" />
            <Button kind="primary" icon={Plus} onPress={add}>
              {copy.add}
            </Button>
          </>
        )}
      </header>
      {tenants.error && (
        <ListFailure error={tenants.error.error} onRetry={() => void tenants.refetch()} />
      )}
      {tenants.isPending && (
        <Skeleton awaited={copy.awaitedList}>
          <Bone height={30} />
          <Bone height={30} />
          <Bone height={30} />
        </Skeleton>
      )}
      {lines?.length === 0 && (
        <div className={styles.empty}>
          <Empty
            icon={PlugZap}
            title={copy.empty.title}
            actions={
              <>
                <Button kind="primary" icon={Plus} onPress={add}>
                  {copy.add}
                </Button>
                <DemoButton />
              </>
            }
          >
            {copy.empty.text}
          </Empty>
        </div>
      )}
      {lines && lines.length > 0 && (
        <TenantTable tenants={lines} onRemove={({ id }) => setRemoving(id)} />
      )}
      {leaving && <RemoveDialog tenant={leaving} onClose={() => setRemoving(null)} />}
    </main>
  )
}
