import { SignInTalk } from '#components/SignInTalk'
import type { TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { turnOf } from '#lib/session'

import { useTalk } from './queries'

/** The sign-in of one tenant, while it waits for a person. */
export function TalkPanel({ tenant }: { tenant: TenantLine }) {
  const talk = useTalk(tenant.id)
  const turn = turnOf(tenant.session)
  if (!turn) return null
  const failed = talk.error && talk.error.error.kind !== 'cancelled' ? talk.error.error : null
  return (
    <SignInTalk
      name={tenant.name}
      turn={turn}
      problem={failed ? failureLine(failed, { tenant: tenant.name }) : undefined}
      onDeed={(deed) => talk.mutate(deed)}
    />
  )
}
