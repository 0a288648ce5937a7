import type { BulkTotals } from '#ipc/bindings'
import { count } from '#lib/format'

import { copy as words, partWord } from './copy'
import { leftMs, type Part, rateOf } from './model'

import styles from './RowsTable.module.css'

const copy = words.run

/** How the rows of a run stand, how fast it is, and how long it will take if it stays so. */
export function TotalsBar({ totals, ends }: { totals: BulkTotals; ends: readonly number[] }) {
  const parts: readonly (readonly [Part, number])[] = [
    ['done', totals.done],
    ['nothing', totals.skipped],
    ['failed', totals.failed],
    ['unknown', totals.unknown],
    ['waiting', totals.waiting],
  ]
  const there = parts.filter(([, rows]) => rows > 0)
  const rate = rateOf(ends)
  const left = leftMs(totals, ends)
  return (
    <section className={styles.totals} aria-label={copy.totals}>
      <div className={styles.bar} aria-hidden>
        {there.map(([part, rows]) => (
          <span key={part} data-part={part} style={{ flexGrow: rows }} />
        ))}
      </div>
      <dl className={styles.key}>
        {parts
          .filter(([part, rows]) => rows > 0 || part === 'done' || part === 'failed')
          .map(([part, rows]) => (
            <div key={part}>
              <dt>{partWord[part]}</dt>
              <dd>{count(rows)}</dd>
            </div>
          ))}
        <div>
          <dt>{partWord.all}</dt>
          <dd>{count(totals.rows)}</dd>
        </div>
      </dl>
      {rate !== null && left !== null && (
        <p className={styles.line}>
          <span className="num">{copy.rate(rate)}</span>
          <span className="num">{copy.left(left)}</span>
        </p>
      )}
    </section>
  )
}
