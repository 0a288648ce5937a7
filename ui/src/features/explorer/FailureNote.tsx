import { LockOpen, Ticket } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import type { AppError } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { askForTicket, askToOpen } from '#lib/opening'

import { copy } from './copy'

type Props = {
  error: AppError
  tenant?: string | undefined
  /** Its id, where it can be opened for changes. */
  tenantId?: string | undefined
  place?: ReactNode
  onRetry?: () => void
  actions?: ReactNode
}

/** A failure where its answer would stand; nothing when a person stopped it. */
export function FailureNote({ error, tenant, tenantId, place, onRetry, actions }: Props) {
  const words = failureWords(error, { tenant })
  if (!words) return null
  const remedy = remedyOf(error, tenantId)
  const buttons = (remedy || onRetry || actions) && (
    <>
      {remedy && (
        <Button kind="primary" icon={remedy.icon} onPress={remedy.run}>
          {remedy.words}
        </Button>
      )}
      {onRetry && (
        <Button {...(remedy ? {} : { kind: 'primary' })} onPress={onRetry}>
          {error.kind === 'refused' || remedy ? copy.sendAgain : copy.tryAgain}
        </Button>
      )}
      {actions}
    </>
  )
  return <ErrorCard words={words} place={place} actions={buttons} />
}

/** What has to be done before it can be sent again. Nothing is sent by it. */
function remedyOf(error: AppError, tenantId: string | undefined) {
  if (error.kind === 'tenantLocked' && tenantId !== undefined)
    return { words: copy.openIt, icon: LockOpen, run: () => askToOpen(tenantId) }
  if (error.kind === 'ticketRequired')
    return { words: copy.setTicket, icon: Ticket, run: askForTicket }
  return null
}
