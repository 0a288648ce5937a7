import { Clock, ClockAlert, Infinity as NoEnd } from 'lucide-react'

import { Icon } from '#components/Icon'
import { LockButton } from '#components/LockButton'
import { Ring } from '#components/Ring'
import { TokenLife } from '#components/TokenLife'
import type { BudgetView, CardView, TenantLine } from '#ipc/bindings'
import { clock, perWindow } from '#lib/format'
import { useMinute } from '#lib/now'
import { askToOpen } from '#lib/opening'

import { copy } from './copy'
import { isOld } from './model'
import { useLockTenant } from './queries'

import styles from './TileFoot.module.css'

type Props = { tenant: TenantLine; card: CardView; seconds: number }

/** The lock, how long the token lives, what is left of the vendor's limit, how old the numbers are. */
export function TileFoot({ tenant, card, seconds }: Props) {
  const locking = useLockTenant()
  const old = isOld(card, seconds, useMinute())
  return (
    <footer className={styles.foot}>
      <LockButton
        lock={tenant.lock}
        name={tenant.name}
        onOpen={() => askToOpen(tenant.id)}
        onLock={() => locking.mutate(tenant.id)}
      />
      <TokenLife session={card.session} />
      <Budget budget={card.budget} />
      <span className={styles.age} data-old={old || undefined}>
        <Icon of={old ? ClockAlert : Clock} size="small" />
        <span className="num">
          {card.asOf === null ? copy.neverAnswered : old ? copy.asOf(card.asOf) : clock(card.asOf)}
        </span>
      </span>
    </footer>
  )
}

const LOW = 0.2

function Budget({ budget }: { budget: BudgetView | null }) {
  if (!budget) {
    return (
      <span className={styles.item}>
        <Icon of={NoEnd} size="small" />
        <span className="clip">{copy.noLimit}</span>
      </span>
    )
  }
  const left = budget.calls > 0 ? budget.left / budget.calls : 0
  return (
    <span className={styles.item}>
      <Ring left={left} tone={left <= 0 ? 'bad' : left < LOW ? 'warn' : undefined} />
      <span className="clip num">
        {copy.budget(budget.left, budget.calls, perWindow(budget.seconds))}
      </span>
    </span>
  )
}
