import { Circle, CircleDashed, CircleX, History, Unplug } from 'lucide-react'
import { useState } from 'react'

import { Card } from '#components/Card'
import { Count } from '#components/Count'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { Segments } from '#components/Segments'
import type { TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { Moment } from './FactList'
import { happened, isComing, type Known, silent } from './model'

import styles from './Side.module.css'

const segments = [
  { id: 'all', label: copy.all },
  { id: 'refused', label: copy.refused },
] as const

/** What happened lately, over all tenants, newest first. Repeated events are one with a count. */
export function EventsCard({
  known,
  tenants,
}: {
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
}) {
  const [shown, setShown] = useState<(typeof segments)[number]['id']>('all')
  const events = happened(known, shown === 'refused')
  const coming = isComing(known)
  const missing = silent(known).flatMap((id) => tenants.get(id)?.name ?? [])
  return (
    <Card
      title={copy.events}
      aside={
        <Segments label={copy.whichEvents} segments={segments} value={shown} onChange={setShown} />
      }
      foot={
        missing.length > 0 && (
          <>
            <Icon of={Unplug} size="small" />
            <span className="clip">{copy.missingFrom(missing)}</span>
          </>
        )
      }
    >
      {events.length === 0 ? (
        <p className={styles.nothing}>
          <Icon of={coming ? CircleDashed : History} size="small" />
          {coming ? copy.coming : shown === 'refused' ? copy.noneRefused : copy.noEvents}
        </p>
      ) : (
        <ol className={styles.timeline} tabIndex={0} aria-label={copy.events}>
          {events.map((event) => {
            const owner = tenants.get(event.tenant)
            return (
              <li key={`${event.hit.id} ${event.at} ${event.title} ${event.note}`}>
                <span className={styles.dot} data-bad={event.bad || undefined}>
                  <Icon of={event.bad ? CircleX : Circle} size="small" />
                </span>
                <span className={styles.when}>
                  <Moment at={event.at} />
                </span>
                {owner && (
                  <span title={owner.name}>
                    <Mark mark={owner.mark} size="small" />
                    <span className="hidden">{owner.name}: </span>
                  </span>
                )}
                <span className={styles.event}>
                  <span className={styles.first}>
                    {event.title}
                    {event.bad && <span className="hidden"> ({copy.refused})</span>}{' '}
                    {event.times > 1 && <Count value={event.times} heard={copy.times} />}
                  </span>
                  {event.note && <span className={styles.second}>{event.note}</span>}
                </span>
              </li>
            )
          })}
        </ol>
      )}
    </Card>
  )
}
