import { Building, LockOpen, Ticket } from 'lucide-react'
import { type FormEvent, useState } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { Notice } from '#components/Notice'
import { Segments } from '#components/Segments'
import { TextField } from '#components/TextField'
import { toast } from '#components/Toast'
import type { PolicyView, TenantLine, TicketView } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { minutesAllowed, MINUTES, readOnly, reasonLeast, ticketNeeded } from '#lib/lock'
import { problemWords } from '#lib/problem-words'

import { copy as words } from './copy'
import { useOpenTenant, usePolicy, useTicket } from './queries'

import styles from './OpenDialog.module.css'

const copy = words.open

/** Opens one tenant for changes: for how long, why, and for which ticket. */
export function OpenDialog({ tenant, onClose }: { tenant: TenantLine; onClose: () => void }) {
  const policy = usePolicy().data
  const ticket = useTicket()
  // What is set is where the field begins, so it has to be known before the form is drawn.
  if (!policy || (!ticket.data && !ticket.error)) return null
  return <Opening tenant={tenant} policy={policy} ticket={ticket.data} onClose={onClose} />
}

type Props = {
  tenant: TenantLine
  policy: PolicyView
  ticket: TicketView | undefined
  onClose: () => void
}

function Opening({ tenant, policy, ticket, onClose }: Props) {
  const opening = useOpenTenant()
  const allowed = minutesAllowed(policy)
  const [minutes, setMinutes] = useState(allowed[Math.min(1, allowed.length - 1)] ?? 5)
  const [reason, setReason] = useState('')
  const [given, setGiven] = useState(ticket?.ticket ?? '')
  const least = reasonLeast(tenant)
  const needed = ticketNeeded(ticket, tenant)
  const forbidden = readOnly(policy)
  const open = tenant.lock.kind === 'open'
  const missing = opening.isPending
    ? copy.opening
    : reason.trim() === ''
      ? copy.needsReason
      : Array.from(reason.trim()).length < least
        ? copy.needsLonger(least)
        : needed && given.trim() === ''
          ? copy.needsTicket
          : undefined
  const problems = opening.error?.error.kind === 'invalid' ? opening.error.error.problems : []
  const problemOf = (field: string) => {
    const found = problems.find((problem) => problem.field === field)
    return found && problemWords(found.problem)
  }
  const elsewhere =
    opening.error && !problems.some(({ field }) => field === 'reason' || field === 'ticket')
  const send = () => {
    if (missing !== undefined || forbidden) return
    const request = {
      tenant: tenant.id,
      minutes,
      reason: reason.trim(),
      ticket: given.trim() === '' ? null : given.trim(),
    }
    opening.mutate(request, {
      onSuccess: () => {
        toast({ line: copy.opened(tenant.name, minutes), second: request.ticket ?? '' })
        onClose()
      },
    })
  }
  return (
    <Dialog
      title={copy.title(tenant.name)}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{open ? copy.keep : copy.cancel}</Button>
          {!forbidden && (
            <Button kind="primary" icon={LockOpen} unavailable={missing} onPress={send}>
              {copy.go(tenant.name, minutes)}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.place}>
        <Mark mark={tenant.mark} size="small" />
        <span className="strong">{tenant.name}</span>
        <EnvironmentPill environment={tenant.environment} dress="solid" />
        <code className="clip">{tenant.address}</code>
      </p>
      {forbidden ? (
        <Notice icon={Building}>
          <p>{policy.state.kind === 'wrong' ? copy.wrong : copy.forbidden}</p>
          <p className="small">{copy.forbiddenBy(policy.file)}</p>
        </Notice>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            send()
          }}
        >
          <p>{copy.lead}</p>
          <div>
            <Segments
              label={copy.minutes}
              labelShown
              segments={allowed.map((each) => ({ id: String(each), label: copy.minute(each) }))}
              value={String(minutes)}
              onChange={(chosen) => setMinutes(Number(chosen))}
              wide
            />
            {policy.openMinutes !== null && allowed.length < MINUTES.length && (
              <p className="quiet small">{copy.most(policy.openMinutes)}</p>
            )}
          </div>
          <TextField
            label={copy.reason}
            value={reason}
            onChange={setReason}
            hint={least > 1 ? `${copy.reasonLong(least)} ${copy.reasonHint}` : copy.reasonHint}
            error={problemOf('reason')}
            required
            autoFocus
          />
          <TextField
            label={copy.ticket}
            icon={Ticket}
            value={given}
            onChange={setGiven}
            hint={ticketHint(ticket, needed)}
            error={problemOf('ticket')}
            required={needed}
            mono
          />
          {elsewhere && (
            <Notice tone="bad">{failureLine(opening.error.error, { tenant: tenant.name })}</Notice>
          )}
          {/* So that Enter in a field does what the button does. */}
          <button type="submit" hidden tabIndex={-1} aria-hidden />
        </form>
      )}
    </Dialog>
  )
}

/** What a ticket looks like here, and what becomes of it. */
function ticketHint(ticket: TicketView | undefined, needed: boolean): string {
  const looks = !ticket
    ? ''
    : ticket.hint !== ''
      ? words.ticket.looks(ticket.hint)
      : ticket.pattern !== ''
        ? words.ticket.pattern(ticket.pattern)
        : ''
  return [needed ? '' : copy.ticketOptional, looks && `${looks}.`, copy.ticketHint]
    .filter(Boolean)
    .join(' ')
}
