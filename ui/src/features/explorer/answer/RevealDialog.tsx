import { ClipboardCopy, Eye } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { TextField } from '#components/TextField'
import { failureLine } from '#lib/failure-words'
import { askForTicket } from '#lib/opening'
import { problemWords } from '#lib/problem-words'

import { copy as shared } from '../copy'
import { copy as words } from '../copy-secrets'
import { useSecretDeed } from '../queries-answer'

const copy = words.dialog

/** What is done with a secret: shown in the secret window, or put on the clipboard by the core. */
export type SecretDeed = 'reveal' | 'copy'

type Props = {
  exchange: string
  handle: string
  name: string
  deed: SecretDeed
  onDone: () => void
  onClose: () => void
}

/** Asks why a secret is wanted, which is written down, and then for the secret. */
export function RevealDialog({ exchange, handle, name, deed, onDone, onClose }: Props) {
  const asking = useSecretDeed(deed)
  const [reason, setReason] = useState('')
  const missing = asking.isPending
    ? copy.working
    : reason.trim() === ''
      ? copy.needsReason
      : undefined
  const error = asking.error?.error
  const problem = error?.kind === 'invalid' ? error.problems[0] : undefined
  const run = () => {
    if (missing === undefined)
      asking.mutate({ exchange, handle, reason: reason.trim() }, { onSuccess: onDone })
  }
  return (
    <Dialog
      title={copy[deed](name)}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{copy.cancel}</Button>
          <Button
            kind="primary"
            icon={deed === 'reveal' ? Eye : ClipboardCopy}
            unavailable={missing}
            onPress={run}
          >
            {copy[deed](name)}
          </Button>
        </>
      }
    >
      <p>{deed === 'reveal' ? copy.leadReveal : copy.leadCopy}</p>
      <TextField
        label={copy.reason}
        value={reason}
        onChange={setReason}
        hint={copy.reasonHint}
        error={problem && problemWords(problem.problem)}
        required
        autoFocus
      />
      {error && !problem && error.kind !== 'cancelled' && (
        <Notice tone="bad">
          {failureLine(error)}{' '}
          {error.kind === 'ticketRequired' && (
            <Button size="small" onPress={askForTicket}>
              {shared.setTicket}
            </Button>
          )}
        </Notice>
      )}
    </Dialog>
  )
}
