import { Link } from '@tanstack/react-router'
import { CircleDashed, ShieldBan } from 'lucide-react'

import { Card } from '#components/Card'
import { Count } from '#components/Count'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { count } from '#lib/format'

import { copy } from './copy'
import { type Pair, unknownWaiting, waitingOf } from './model'

import styles from './Side.module.css'

/** What waits for a person, across all tenants that are shown. */
export function WaitingCard({ pairs }: { pairs: readonly Pair[] }) {
  const waiting = waitingOf(pairs)
  const unknown = unknownWaiting(pairs)
  const total = waiting.reduce((sum, { value }) => sum + value, 0)
  const anything = pairs.some(({ card }) => card && card.asOf !== null)
  return (
    <Card
      title={copy.waitingTitle}
      aside={total > 0 && <Count value={total} tone="accent" />}
      foot={
        unknown.length > 0 && (
          <>
            <Icon of={ShieldBan} size="small" />
            <span className="clip">
              {copy.waitingNotKnown(unknown.map(({ tenant }) => tenant.name))}
            </span>
          </>
        )
      }
    >
      {waiting.length === 0 ? (
        <p className={styles.nothing}>
          <Icon of={CircleDashed} size="small" />
          {anything ? copy.waitingEmpty : copy.waitingNothingYet}
        </p>
      ) : (
        <ul className={styles.rows}>
          {waiting.map(({ tenant, figure, value, asOf }) => (
            <li key={`${tenant.id} ${figure.id}`}>
              <Link
                to="/explorer"
                search={{ tenant: tenant.id, operation: figure.operation }}
                className={styles.row}
              >
                <Mark mark={tenant.mark} />
                <span className={styles.text}>
                  <span className="clip strong">{figure.label}</span>
                  <span className={styles.second}>
                    {tenant.name}
                    {asOf && `, ${copy.asOfShort(asOf)}`}
                  </span>
                </span>
                <span className={styles.value} data-old={asOf !== null || undefined}>
                  {count(value)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
