import type { KeyboardEvent } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { Notice } from '#components/Notice'
import { toast } from '#components/Toast'
import type { TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { useRemoveTenant, useTenant } from './queries'

import styles from './RemoveDialog.module.css'

/** Asks before a tenant is forgotten, and names what goes with it. */
export function RemoveDialog({ tenant, onClose }: { tenant: TenantLine; onClose: () => void }) {
  const removing = useRemoveTenant()
  const secrets = useTenant(tenant.id).data?.held.length ?? 0
  const remove = () => {
    if (removing.isPending) return
    removing.mutate(tenant.id, {
      onSuccess: () => {
        toast({ line: copy.removed(tenant.name) })
        onClose()
      },
    })
  }
  return (
    <Dialog
      title={copy.removing.title(tenant.name)}
      urgent
      onClose={onClose}
      foot={
        <div className={styles.foot}>
          <Button autoFocus onPress={onClose}>
            {copy.removing.keep}
          </Button>
          <span onKeyDownCapture={enterDoesNothing}>
            <Button kind="danger" onPress={remove}>
              {removing.isPending ? copy.removing.busy : copy.removing.title(tenant.name)}
            </Button>
          </span>
        </div>
      }
    >
      <div className={styles.body}>
        <p className={styles.place}>
          <Mark mark={tenant.mark} size="small" />
          <span className="strong">{tenant.name}</span>
          <EnvironmentPill environment={tenant.environment} />
          <code className={styles.address}>{tenant.address}</code>
        </p>
        <p>{copy.removing.lead(tenant.name)}</p>
        <div>
          <p className="strong">{copy.removing.lost}</p>
          <ul className={styles.lost}>
            {copy.removing.items(secrets).map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
        <p className="second">{copy.removing.kept}</p>
        {removing.error && (
          <Notice tone="bad">{failureLine(removing.error.error, { tenant: tenant.name })}</Notice>
        )}
      </div>
    </Dialog>
  )
}

/** A key that is pressed without looking must not confirm what cannot be undone. */
function enterDoesNothing(event: KeyboardEvent) {
  if (event.key !== 'Enter') return
  event.preventDefault()
  event.stopPropagation()
}
