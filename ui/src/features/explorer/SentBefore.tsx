import { Check, X } from 'lucide-react'
import { Button } from 'react-aria-components'

import { State } from '#components/State'
import { duration } from '#lib/format'
import { statusTone } from '#lib/http'

import { copy } from './copy'
import { useNewest } from './queries-history'
import { useOpenEntry } from './use-open-entry'

import styles from './SentBefore.module.css'

const MOST = 5

/** The last requests of this operation; each opens again. */
export function SentBefore({ tenant, operation }: { tenant: string | null; operation: string }) {
  const recent = useNewest({ words: '', tenant, operation }, MOST, tenant !== null)
  const entry = useOpenEntry()
  const lines = recent.data?.lines ?? []
  if (tenant === null) return null
  return (
    <section className={styles.before} aria-label={copy.sentBefore}>
      <h3 className={styles.title}>{copy.sentBefore}</h3>
      {lines.length === 0 ? (
        <p className="quiet small">{copy.sentNothing}</p>
      ) : (
        <ol aria-label={copy.openSent}>
          {lines.map((line) => (
            <li key={line.id}>
              <Button className={styles.line ?? ''} onPress={() => entry.open(line.id)}>
                <State
                  icon={statusTone(line.status) === 'ok' ? Check : X}
                  tone={statusTone(line.status)}
                >
                  {line.status ?? copy.noAnswer}
                </State>
                <span className={styles.time}>{copy.when(line.at)}</span>
                <code className={styles.address} title={copy.sentLine(line)}>
                  {shortAddress(line.address)}
                </code>
                <span className={styles.time}>{duration(line.tookMs)}</span>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The path and what stands behind it; the host is the tenant's, whose name is on the screen. */
function shortAddress(address: string): string {
  const host = /^https?:\/\/[^/]+/.exec(address)
  return host ? address.slice(host[0].length) || '/' : address
}
