import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import { StateOfNothing } from '#components/StateOfNothing'
import { WhoHasButton } from '#components/WhoHasButton'
import type { HoldersState, TenantLine } from '#ipc/bindings'

import { copy } from './copy'

import styles from './Bars.module.css'

type Props = {
  tenant: Pick<TenantLine, 'id' | 'name'>
  /** What the holders are called, all of them. */
  label: string
  /** Anything but holders. */
  state: Exclude<HoldersState, { kind: 'read' }>
  onRetry?: (() => void) | undefined
}

/** Why there is nobody to be seen: the kinds of nothing, each with what helps. */
export function StateWords({ tenant, label, state, onRetry }: Props) {
  switch (state.kind) {
    case 'notLoaded':
      return (
        <div className={styles.bandLine}>
          <StateOfNothing kind="notLoaded" />
          <p>{copy.state.notLoaded}</p>
          {onRetry && <Button onPress={onRetry}>{copy.read}</Button>}
        </div>
      )
    case 'notReadable':
      return <Notice>{copy.state.notReadable(label, state.because)}</Notice>
    case 'notAllowed':
      return (
        <div className={styles.bandLine}>
          <StateOfNothing kind="notAllowed" />
          <p>{copy.state.notAllowed(state.needs)}</p>
          <WhoHasButton tenant={tenant.id} operation={state.operation} />
          {onRetry && (
            <Button size="small" kind="plain" onPress={onRetry}>
              {copy.retry}
            </Button>
          )}
        </div>
      )
    case 'notSupported':
      return (
        <div className={styles.bandLine}>
          <StateOfNothing kind="notSupported" />
          <p>{copy.state.notSupported}</p>
        </div>
      )
    case 'failed':
      return (
        <FailureNote
          error={state.error}
          tenant={tenant.name}
          tenantId={tenant.id}
          {...(onRetry && { onRetry })}
        />
      )
    default: {
      const never: never = state
      return never
    }
  }
}
