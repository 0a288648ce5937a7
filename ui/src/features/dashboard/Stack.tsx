import type { BarView } from '#ipc/bindings'
import { count } from '#lib/format'

import { copy } from './copy'

import styles from './Stack.module.css'

const MOST = 4

/** The parts of a known whole, with their key. Only what needs action has a colour of its own. */
export function Stack({ bar }: { bar: BarView }) {
  const parts = bar.parts.slice(0, MOST).map((part, index) => ({
    ...part,
    tone: part.attention ? 'bad' : String(Math.min(index + 1, 3)),
  }))
  const drawn = parts.filter((part) => part.value > 0)
  return (
    <div className={styles.mix}>
      <div
        className={styles.stack}
        role="img"
        aria-label={copy.barSentence(
          bar.label,
          parts.map((part) => `${count(part.value)} ${part.label}`),
        )}
      >
        {drawn.map((part) => (
          <i key={part.label} style={{ flexGrow: part.value }} data-tone={part.tone} />
        ))}
        {drawn.length === 0 && <i className={styles.none} />}
      </div>
      <p className={styles.key} aria-hidden>
        <span className={styles.whole}>
          {bar.label} <span className="num">{count(bar.total)}</span>
        </span>
        {parts.map((part) => (
          <span key={part.label}>
            <i data-tone={part.tone} />
            <span className="num">{count(part.value)}</span> {part.label}
          </span>
        ))}
      </p>
    </div>
  )
}
