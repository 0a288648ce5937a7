import { useMutation } from '@tanstack/react-query'
import { ClipboardCopy, Eye } from 'lucide-react'
import { useState } from 'react'

import { failureLine } from '#lib/failure-words'
import { askForTicket } from '#lib/opening'
import { problemWords } from '#lib/problem-words'

import { Button } from './Button'
import { Dialog } from './Dialog'
import { Notice } from './Notice'
import { TextField } from './TextField'

/** What is done with a secret: shown in the secret window, or put on the clipboard by the core. */
export type SecretDeed = 'reveal' | 'copy'

/** Which secret, and why it is wanted. */
export type Wanted = { exchange: string; handle: string; reason: string }

const words = {
  reveal: (name: string) => `Reveal ${name}`,
  copy: (name: string) => `Copy ${name}`,
  lead: {
    reveal:
      'The value is shown once, in a window of its own, and is hidden again after a few seconds. No other window ever sees it.',
    copy: 'The core puts the value on the clipboard and takes it off again after half a minute. It does not come here.',
  },
  reason: 'Why',
  reasonHint: 'It is written down with your name, the time and the ticket.',
  needsReason: 'Say why first.',
  working: 'It is being done.',
  cancel: 'Leave it covered',
  setTicket: 'Set the ticket…',
} as const

type Props = {
  exchange: string
  handle: string
  name: string
  deed: SecretDeed
  run: (deed: SecretDeed, wanted: Wanted) => Promise<unknown>
  onDone: () => void
  onClose: () => void
}

/** Asks why a secret is wanted, which is written down, and then for the secret. */
export function RevealDialog({ exchange, handle, name, deed, run, onDone, onClose }: Props) {
  const asking = useMutation({ mutationFn: (wanted: Wanted) => run(deed, wanted) })
  const [reason, setReason] = useState('')
  const missing = asking.isPending
    ? words.working
    : reason.trim() === ''
      ? words.needsReason
      : undefined
  const error = asking.error?.error
  const problem = error?.kind === 'invalid' ? error.problems[0] : undefined
  const begin = () => {
    if (missing === undefined)
      asking.mutate({ exchange, handle, reason: reason.trim() }, { onSuccess: onDone })
  }
  return (
    <Dialog
      title={words[deed](name)}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            kind="primary"
            icon={deed === 'reveal' ? Eye : ClipboardCopy}
            unavailable={missing}
            onPress={begin}
          >
            {words[deed](name)}
          </Button>
        </>
      }
    >
      <p>{words.lead[deed]}</p>
      <TextField
        label={words.reason}
        value={reason}
        onChange={setReason}
        hint={words.reasonHint}
        error={problem && problemWords(problem.problem)}
        required
        autoFocus
      />
      {error && !problem && error.kind !== 'cancelled' && (
        <Notice tone="bad">
          {failureLine(error)}{' '}
          {error.kind === 'ticketRequired' && (
            <Button size="small" onPress={askForTicket}>
              {words.setTicket}
            </Button>
          )}
        </Notice>
      )}
    </Dialog>
  )
}
