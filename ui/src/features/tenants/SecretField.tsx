import { ClipboardPaste, KeyRound } from 'lucide-react'
import { useId, useState } from 'react'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import type { AppError, FieldView, HeldSecret, SecretRequest } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import type { SecretState } from './form'
import { type SecretWay, useGiveSecret } from './queries'

import styles from './SecretField.module.css'

type Props = {
  field: FieldView
  state: SecretState
  request: Omit<SecretRequest, 'field'>
  error: string | undefined
  onHeld: (secret: HeldSecret | null) => void
}

/** A secret as a fact: whether it is there and how long it is. Its value never comes here. */
export function SecretField({ field, state, request, error, onHeld }: Props) {
  const label = useId()
  const hint = useId()
  const [replacing, setReplacing] = useState(false)
  const giving = useGiveSecret()
  const give = (way: SecretWay) => {
    if (giving.isPending) return
    giving.mutate(
      { way, request: { ...request, field: field.id } },
      {
        onSuccess: (held) => {
          setReplacing(false)
          onHeld(held)
        },
      },
    )
  }
  const there = state.state !== 'none' && !replacing
  const refused = giving.error ? refusedWords(giving.error.error) : undefined
  const wrong = refused ?? (there ? undefined : error)
  return (
    <div className={styles.field} role="group" aria-labelledby={label} aria-describedby={hint}>
      <span className={styles.label} id={label}>
        {field.label}
      </span>
      {there ? (
        <div className={styles.held}>
          <Icon of={KeyRound} size="small" />
          <span>
            {state.state === 'held' ? copy.secret.held(state.held.length) : copy.secret.stored}
          </span>
          <span className="push" />
          <Button kind="plain" size="small" onPress={() => setReplacing(true)}>
            {copy.secret.replace}
          </Button>
        </div>
      ) : (
        <div className={styles.ways}>
          <Button icon={KeyRound} onPress={() => give('typed')}>
            {copy.secret.type}
          </Button>
          <Button icon={ClipboardPaste} onPress={() => give('pasted')}>
            {copy.secret.paste}
          </Button>
          {replacing && (
            <Button kind="plain" onPress={() => setReplacing(false)}>
              {copy.secret.keep}
            </Button>
          )}
        </div>
      )}
      <p className={wrong ? styles.error : styles.hint} id={hint} role="status">
        {giving.isPending
          ? giving.variables.way === 'typed'
            ? copy.secret.waiting
            : copy.secret.pasting
          : (wrong ?? field.hint ?? (there ? '' : copy.secret.hint))}
      </p>
    </div>
  )
}

/** Why no secret came; nothing when a person closed the window. */
function refusedWords(error: AppError): string | undefined {
  if (error.kind === 'cancelled') return undefined
  const empty =
    error.kind === 'invalid' && error.problems.some(({ problem }) => problem.kind === 'missing')
  return empty ? copy.secret.emptyClipboard : failureLine(error)
}
