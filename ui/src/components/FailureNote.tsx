import { LockOpen, Ticket } from 'lucide-react'
import type { ReactNode } from 'react'

import { type AppError, failureWords } from '#lib/failure-words'
import { askForTicket, askToOpen } from '#lib/opening'

import { Button } from './Button'
import { ErrorCard } from './ErrorCard'
import { WhoHasButton } from './WhoHasButton'

const words = {
  openIt: 'Open for changes…',
  setTicket: 'Set the ticket…',
  sendAgain: 'Send it again',
  tryAgain: 'Try again',
}

type Props = {
  error: AppError
  tenant?: string | undefined
  /** Its id, where it can be opened for changes or asked who has a right. */
  tenantId?: string | undefined
  place?: ReactNode
  onRetry?: () => void
  /** What doing it again is called, when it is not sending. */
  again?: string
  actions?: ReactNode
}

/** A failure where its answer would stand; nothing when a person stopped it. */
export function FailureNote({ error, tenant, tenantId, place, onRetry, again, actions }: Props) {
  const said = failureWords(error, { tenant })
  if (!said) return null
  const remedy = remedyOf(error, tenantId)
  const refused = error.kind === 'missingPermission' ? error.operation : null
  const askable = tenantId !== undefined && Boolean(refused)
  const buttons = (remedy || onRetry || askable || actions) && (
    <>
      {remedy && (
        <Button kind="primary" icon={remedy.icon} onPress={remedy.run}>
          {remedy.words}
        </Button>
      )}
      {onRetry && (
        <Button {...(remedy ? {} : { kind: 'primary' })} onPress={onRetry}>
          {again ?? (error.kind === 'refused' || remedy ? words.sendAgain : words.tryAgain)}
        </Button>
      )}
      {askable && <WhoHasButton tenant={tenantId} operation={refused} />}
      {actions}
    </>
  )
  return <ErrorCard words={said} place={place} actions={buttons} />
}

/** What has to be done before it can be sent again. Nothing is sent by it. */
function remedyOf(error: AppError, tenantId: string | undefined) {
  if (error.kind === 'tenantLocked' && tenantId !== undefined)
    return { words: words.openIt, icon: LockOpen, run: () => askToOpen(tenantId) }
  if (error.kind === 'ticketRequired')
    return { words: words.setTicket, icon: Ticket, run: askForTicket }
  return null
}
