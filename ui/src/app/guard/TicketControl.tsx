import { Ticket } from 'lucide-react'

import { ChipButton } from '#components/ChipButton'

import { copy } from './copy'
import { useTicket } from './queries'

/** The ticket that is set; what is done from now on is written beside it. */
export function TicketControl({ onSet }: { onSet: () => void }) {
  const ticket = useTicket().data?.ticket ?? null
  return (
    <ChipButton
      icon={Ticket}
      label={ticket === null ? copy.ticket.setOne : copy.ticket.set(ticket)}
      onPress={onSet}
    >
      {ticket ?? copy.ticket.none}
    </ChipButton>
  )
}
