import { useNavigate } from '@tanstack/react-router'

import { Button } from '#components/Button'
import { Bone, Skeleton } from '#components/Skeleton'
import { toast } from '#components/Toast'

import { copy } from './copy'
import { DemoButton } from './DemoButton'
import { emptyForm } from './form'
import { ListFailure } from './ListFailure'
import { useAddTenant, useVendors } from './queries'
import { TenantForm } from './TenantForm'

import styles from './Form.module.css'

/** A new tenant: product, address, sign-in and name on one page, with its test beside it. */
export function TenantAddPage() {
  const navigate = useNavigate()
  const vendors = useVendors()
  const adding = useAddTenant()
  const leave = () => void navigate({ to: '/tenants' })
  if (!vendors.data) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.add}</h1>
        {vendors.error ? (
          <ListFailure error={vendors.error.error} onRetry={() => void vendors.refetch()} />
        ) : (
          <Skeleton awaited={copy.form.awaitedProducts}>
            <Bone height={120} />
            <Bone height={80} />
          </Skeleton>
        )}
      </main>
    )
  }
  return (
    <TenantForm
      title={copy.add}
      lead={copy.form.addLead}
      vendors={vendors.data}
      initial={emptyForm}
      tenant={null}
      stored={[]}
      anchors={[]}
      sending={adding.isPending}
      failure={adding.error?.error ?? null}
      actions={
        <>
          <DemoButton kind="plain" />
          <Button onPress={leave}>{copy.form.cancel}</Button>
        </>
      }
      onSend={(draft, done) =>
        adding.mutate(draft, {
          onSuccess: () => {
            done()
            toast({ line: copy.added(draft.name) })
            leave()
          },
        })
      }
    />
  )
}
