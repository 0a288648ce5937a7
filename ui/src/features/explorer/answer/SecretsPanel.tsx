import { Secrets } from '#components/Secrets'
import type { DisclosedView } from '#ipc/bindings'

import { secretDeed, usePolicy } from '../queries-answer'

type Props = { exchange: string; disclosed: readonly DisclosedView[] }

/** The secrets of an answer; what is done with one is asked of the core. */
export function SecretsPanel({ exchange, disclosed }: Props) {
  const policy = usePolicy().data
  return (
    <Secrets
      disclosed={disclosed.map((each) => ({ ...each, exchange }))}
      forbiddenIn={policy?.forbidReveal ? policy.file : undefined}
      run={secretDeed}
    />
  )
}
