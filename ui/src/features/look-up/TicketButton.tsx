import { ClipboardCopy } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import type { Sought, Subject, TenantLine } from '#ipc/bindings'
import { copyText } from '#lib/clipboard'
import { useTicketSource } from '#lib/ticket-copy'

import { copy } from './copy'
import type { Known } from './model'
import { useTicket } from './queries'
import { ticketText } from './ticket-text'

type Props = {
  subject: Subject
  what: Sought
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
}

/** Puts what was found on the clipboard as plain text for a ticket. */
export function TicketButton({ subject, what, known, tenants }: Props) {
  const ticket = useTicket().data?.ticket ?? null
  const [told, setTold] = useState('')
  const run = async () => {
    const text = ticketText({ subject, what, known, tenants, ticket, at: Date.now() })
    setTold((await copyText(text)) ? copy.copied : copy.notCopied)
  }
  useTicketSource(() => void run())
  return (
    <>
      <Button kind="plain" size="small" icon={ClipboardCopy} onPress={() => void run()}>
        {copy.toTicket}
      </Button>
      <span className="hidden" role="status">
        {told}
      </span>
    </>
  )
}
