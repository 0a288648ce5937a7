import { useRows } from '#components/use-rows'
import type { ComparedLine } from '#ipc/bindings'
import { visible } from '#lib/json-tokens'

import { copy } from '../copy-requests'

import styles from './Comparison.module.css'

const LINE = 20

const signs = { both: ' ', gap: '⋯', added: '+', removed: '−' } as const

/** Lines of two answers, each with whose it is. */
export function ComparedLines({ lines }: { lines: readonly ComparedLine[] }) {
  const { scroller, first, last, height, topOf } = useRows({ count: lines.length, size: LINE })
  const drawn = lines.slice(first, last + 1)
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      tabIndex={0}
      role="group"
      aria-label={copy.compare.lines}
    >
      <div className={styles.lines} style={{ height: height }}>
        {drawn.map((line, at) => (
          <p
            key={first + at}
            className={styles.line}
            data-side={line.side}
            style={{ transform: `translateY(${topOf(first + at)}px)` }}
          >
            <span className={styles.number} aria-hidden>
              {line.older === null ? '' : line.older + 1}
            </span>
            <span className={styles.number} aria-hidden>
              {line.newer === null ? '' : line.newer + 1}
            </span>
            <span className={styles.sign} aria-hidden>
              {signs[line.side]}
            </span>
            {(line.side === 'added' || line.side === 'removed') && (
              <span className="hidden">{copy.compare[line.side]}: </span>
            )}
            <code>{line.side === 'gap' ? copy.compare.same : visible(line.text)}</code>
          </p>
        ))}
      </div>
    </div>
  )
}
