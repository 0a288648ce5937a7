import { Ticket } from 'lucide-react'
import { type FormEvent, useState } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { TextField } from '#components/TextField'
import type { TicketView } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { problemWords } from '#lib/problem-words'

import { copy as words } from './copy'
import { useSetTicket, useTicket } from './queries'

import styles from './OpenDialog.module.css'

const copy = words.ticket

/** Sets the ticket one works on, or takes it away. */
export function TicketDialog({ onClose }: { onClose: () => void }) {
  const ticket = useTicket().data
  // What is set is where the field begins, so it has to be known before the form is drawn.
  return ticket ? <Setting ticket={ticket} onClose={onClose} /> : null
}

function Setting({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const setting = useSetTicket()
  const [given, setGiven] = useState(ticket.ticket ?? '')
  const wanted = given.trim()
  const missing = setting.isPending
    ? copy.setting
    : wanted === ''
      ? copy.needs
      : wanted === ticket.ticket
        ? copy.same
        : undefined
  const error = setting.error?.error
  const problem = error?.kind === 'invalid' ? error.problems[0] : undefined
  const put = (next: string | null) => setting.mutate(next, { onSuccess: onClose })
  const hint = [
    ticket.system && copy.system(ticket.system),
    ticket.hint ? `${copy.looks(ticket.hint)}.` : ticket.pattern && copy.pattern(ticket.pattern),
    copy.required[ticket.required],
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <Dialog
      title={copy.title}
      onClose={onClose}
      foot={
        <>
          {ticket.ticket !== null && <Button onPress={() => put(null)}>{copy.take}</Button>}
          <Button onPress={onClose}>{copy.cancel}</Button>
          <Button kind="primary" unavailable={missing} onPress={() => put(wanted)}>
            {copy.use}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (missing === undefined) put(wanted)
        }}
      >
        <p>{copy.lead}</p>
        <TextField
          label={copy.field}
          icon={Ticket}
          value={given}
          onChange={setGiven}
          hint={hint}
          error={problem && problemWords(problem.problem)}
          mono
          autoFocus
        />
        {error && !problem && error.kind !== 'cancelled' && (
          <Notice tone="bad">{failureLine(error)}</Notice>
        )}
        {/* So that Enter in the field does what the button does. */}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}
