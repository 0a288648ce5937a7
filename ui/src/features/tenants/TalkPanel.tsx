import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { SignInTalk } from '#components/SignInTalk'
import { TokenLife } from '#components/TokenLife'
import type { TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { turnOf } from '#lib/session'

import { useTalk } from './queries'

import styles from './TenantTable.module.css'

/** The sign-in of one tenant, while it waits for a person. */
export function TalkPanel({ tenant }: { tenant: TenantLine }) {
  const talk = useTalk(tenant.id)
  const turn = turnOf(tenant.session)
  if (!turn) return null
  const failed = talk.error && talk.error.error.kind !== 'cancelled' ? talk.error.error : null
  return (
    <section className={styles.talk} aria-label={tenant.name}>
      <header className={styles.whose}>
        <Mark mark={tenant.mark} size="small" />
        <span className="strong">{tenant.name}</span>
        <EnvironmentPill environment={tenant.environment} dress="plain" />
        <span className="push" />
        <TokenLife session={tenant.session} />
      </header>
      <SignInTalk
        name={tenant.name}
        turn={turn}
        problem={failed ? failureLine(failed, { tenant: tenant.name }) : undefined}
        onDeed={(deed) => talk.mutate(deed)}
      />
    </section>
  )
}
