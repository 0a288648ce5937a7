import { UserSearch } from 'lucide-react'

import { askWhy } from '#lib/opening'

import { Button } from './Button'

const words = { ask: 'Who has it?' }

type Props = {
  /** The tenant's id. */
  tenant: string | undefined
  /** The operation that was refused, as the catalogue writes it; nothing when it is not in it. */
  operation: string | null | undefined
}

/** Asks what an operation needs that was refused, and who has it. Nothing where nobody can say. */
export function WhoHasButton({ tenant, operation }: Props) {
  if (tenant === undefined || !operation) return null
  return (
    <Button size="small" icon={UserSearch} onPress={() => askWhy(tenant, operation)}>
      {words.ask}
    </Button>
  )
}
