import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'

import { Card } from '#components/Card'
import { Count } from '#components/Count'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { TenantLine } from '#ipc/bindings'
import { taskPlace } from '#lib/task-offer'

import { copy } from './copy'
import { isComing, type Known, outstanding } from './model'

import styles from './Side.module.css'

/** What a person should see first, over all tenants; each leads to the task that deals with it, or to its list. */
export function StandsOutCard({
  known,
  tenants,
}: {
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
}) {
  const found = outstanding(known)
  const coming = isComing(known)
  return (
    <Card title={copy.standsOut} aside={found.length > 0 && <Count value={found.length} />}>
      {found.length === 0 ? (
        <p className={styles.nothing}>
          <Icon of={coming ? CircleDashed : CircleCheck} size="small" />
          {coming ? copy.coming : copy.nothingStandsOut}
        </p>
      ) : (
        <ul className={styles.findings}>
          {found.map(({ title, note, tenant, hit, task }) => {
            const owner = tenants.get(tenant)
            return (
              <li key={`${hit.id} ${title} ${note}`}>
                <Link
                  {...(task
                    ? { to: '/tasks', search: taskPlace(tenant, task) }
                    : { to: '/explorer', search: { tenant, operation: hit.operation } })}
                  className={styles.finding}
                  title={task ? copy.deal : hit.operation}
                >
                  <span className={styles.sign}>
                    <Icon of={TriangleAlert} size="small" />
                  </span>
                  <span className={styles.text}>
                    <span className={styles.first}>{title}</span>
                    <span className={styles.second}>
                      {[note, hit.name, owner?.name].filter(Boolean).join(', ')}
                    </span>
                  </span>
                  {owner && <Mark mark={owner.mark} size="small" />}
                  {task && <span className={styles.deal}>{copy.deal}</span>}
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
