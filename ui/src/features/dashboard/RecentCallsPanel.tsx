import { History } from 'lucide-react'

import { Card } from '#components/Card'
import { effectIcon } from '#components/EffectBadge'
import { Icon } from '#components/Icon'
import type { ExchangeLine, TenantLine } from '#ipc/bindings'
import { clockShort, duration } from '#lib/format'

import { copy } from './copy'
import { useRecentCalls } from './queries'

import styles from './Side.module.css'

/** What was sent a moment ago, newest first. */
export function RecentCallsPanel({ tenants }: { tenants: readonly TenantLine[] }) {
  const calls = useRecentCalls().data?.lines ?? []
  const names = new Map(tenants.map((tenant) => [tenant.id, tenant.name]))
  return (
    <Card title={copy.callsTitle}>
      {calls.length === 0 ? (
        <p className={styles.nothing}>
          <Icon of={History} size="small" />
          {copy.callsEmpty}
        </p>
      ) : (
        <ol className={styles.timeline}>
          {calls.map((call) => (
            <li key={call.id}>
              <Call call={call} name={names.get(call.tenant)} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

function Call({ call, name }: { call: ExchangeLine; name: string | undefined }) {
  return (
    <>
      <span className={styles.dot} data-effect={call.effect}>
        <Icon of={effectIcon[call.effect]} size="small" />
      </span>
      <p className="clip">
        <time className={styles.time} dateTime={call.at}>
          {clockShort(call.at)}
        </time>{' '}
        {call.method}{' '}
        <code title={call.address}>{call.address.replace(/^https?:\/\/[^/]*/, '')}</code>
      </p>
      <p className={styles.second}>
        {name && `${name}, `}
        {call.status ?? copy.noAnswer} in {duration(call.tookMs)}
      </p>
    </>
  )
}
