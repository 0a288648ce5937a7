import { useNavigate, useParams } from '@tanstack/react-router'
import { Stethoscope } from 'lucide-react'

import { Button } from '#components/Button'
import { Bone, Skeleton } from '#components/Skeleton'
import { toast } from '#components/Toast'

import { copy } from './copy'
import { formOf } from './form'
import { ListFailure } from './ListFailure'
import { useEditTenant, useTenant, useVendors } from './queries'
import { TenantForm } from './TenantForm'

import styles from './Form.module.css'

/** A tenant's form as it was stored; secrets that are in the vault stay there. */
export function TenantEditPage() {
  const { tenant = '' } = useParams({ strict: false })
  return <TenantEditPanel key={tenant} tenant={tenant} />
}

function TenantEditPanel({ tenant }: { tenant: string }) {
  const navigate = useNavigate()
  const detail = useTenant(tenant)
  const vendors = useVendors()
  const editing = useEditTenant()
  const leave = () => void navigate({ to: '/tenants' })
  const check = () => void navigate({ to: '/tenants/$tenant/check', params: { tenant } })
  const failure = detail.error ?? vendors.error
  if (!detail.data || !vendors.data) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.edit}</h1>
        {failure ? (
          <ListFailure
            error={failure.error}
            onRetry={() => {
              void detail.refetch()
              void vendors.refetch()
            }}
            actions={<Button onPress={leave}>{copy.form.gone}</Button>}
          />
        ) : (
          <Skeleton awaited={copy.form.awaited}>
            <Bone height={60} />
            <Bone height={120} />
          </Skeleton>
        )}
      </main>
    )
  }
  return (
    <TenantForm
      title={copy.form.editTitle(detail.data.line.name)}
      lead={copy.form.editLead}
      vendors={vendors.data}
      initial={formOf(detail.data)}
      tenant={tenant}
      stored={detail.data.held}
      anchors={detail.data.anchors}
      sending={editing.isPending}
      failure={editing.error?.error ?? null}
      actions={
        <>
          <Button icon={Stethoscope} onPress={check}>
            {copy.check}
          </Button>
          <Button onPress={leave}>{copy.form.cancel}</Button>
        </>
      }
      onSend={(draft, done) =>
        editing.mutate(
          { tenant, draft },
          {
            onSuccess: () => {
              done()
              toast({ line: copy.saved(draft.name) })
              leave()
            },
          },
        )
      }
    />
  )
}
