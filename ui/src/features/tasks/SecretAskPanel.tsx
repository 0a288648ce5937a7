import { CircleAlert, KeyRound } from 'lucide-react'
import { useId } from 'react'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import type { HeldSecret, TaskAsk } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { useTaskSecret } from './queries'

import field from '#components/Field.module.css'
import styles from './TaskForm.module.css'

type Props = {
  ask: TaskAsk
  tenant: string
  task: string
  held: HeldSecret | null
  error: string | undefined
  onHeld: (held: HeldSecret) => void
}

/** A secret as a fact: that the core holds one, and how long it is. Its value never comes here. */
export function SecretAskPanel({ ask, tenant, task, held, error, onHeld }: Props) {
  const label = useId()
  const below = useId()
  const entering = useTaskSecret(tenant, task, ask.id)
  const refused =
    entering.error && entering.error.error.kind !== 'cancelled'
      ? failureLine(entering.error.error)
      : undefined
  const wrong = refused ?? error
  return (
    <div className={field.field} role="group" aria-labelledby={label} aria-describedby={below}>
      <span className={field.label} id={label}>
        {ask.label}
      </span>
      <div className={styles.held}>
        {held && (
          <>
            <Icon of={KeyRound} size="small" />
            <span>{copy.held(held.length)}</span>
          </>
        )}
        <Button
          size="small"
          onPress={() => {
            if (!entering.isPending) entering.mutate(undefined, { onSuccess: onHeld })
          }}
        >
          {held ? copy.replaceSecret : copy.enterSecret}
        </Button>
      </div>
      <span id={below} className={wrong === undefined ? field.hint : field.error}>
        {wrong !== undefined && <Icon of={CircleAlert} size="small" />}
        {wrong ?? copy.secretHint}
      </span>
    </div>
  )
}
