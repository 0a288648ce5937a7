import { Route } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { ExchangeLine, HopView, Timing, ViaView } from '#ipc/bindings'
import { statusLine } from '#lib/http'
import { viaWords } from '#lib/via-words'

import { copy, timeParts } from '../copy-answer'

import styles from './TimeBar.module.css'

type Props = {
  timing: Timing
  line: ExchangeLine
  hops: readonly HopView[]
  /** Which way it took; nothing when no answer came. */
  via: ViaView | null
}

/** Where the time went, which way the call took, where redirects led, and what was spoken. */
export function TimeBar({ timing, line, hops, via }: Props) {
  const parts = timeParts(timing)
  const kept = timing.connectMs === null
  return (
    <>
      <div className={styles.bar} role="img" aria-label={copy.time(parts)}>
        {parts.map(({ id, ms }) => (
          <i key={id} data-part={id} style={{ flexGrow: Math.max(ms, 1) }} />
        ))}
      </div>
      <p className={styles.key}>
        {kept && <span>{copy.kept}</span>}
        {parts.map(({ id, word, ms }) => (
          <span key={id} aria-hidden>
            {word} <span className="num">{ms}</span>
          </span>
        ))}
        {timing.protocol && <span className={styles.protocol}>{timing.protocol}</span>}
        <code className={styles.to} title={`${line.method} ${line.address}`}>
          {line.address}
        </code>
      </p>
      {via && (
        <p className={styles.via}>
          <Icon of={Route} size="small" />
          <span className="clip" title={copy.way(viaWords(via))}>
            {copy.way(viaWords(via))}
          </span>
        </p>
      )}
      {hops.length > 0 && (
        <ol className={styles.hops} aria-label={copy.hop}>
          {hops.map(({ status, address }, index) => (
            // One address may redirect twice.
            <li key={`${index} ${address}`}>
              <span className="num">{statusLine(status)}</span>
              <code title={address}>{address}</code>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
