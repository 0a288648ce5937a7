import { type ReactNode, useEffect, useEffectEvent } from 'react'

import { useRows } from './use-rows'

import styles from './VirtualLines.module.css'

const LINE = 18

type Props = {
  label: string
  /** How many lines there are, drawn or not. */
  count: number
  /** What a line shows; nothing yet for a line that has not come. */
  children: (index: number) => ReactNode
  /** Told which lines are seen, so that they can be fetched. */
  onSeen?: (first: number, last: number) => void
  /** A line to bring into view when it changes. */
  shown?: number
}

/** Numbered lines of code, of which only those in view are drawn. */
export function VirtualLines({ label, count, children, onSeen, shown }: Props) {
  const { scroller, first, last, height, topOf, show } = useRows({ count, size: LINE, around: 8 })
  const bring = useEffectEvent((line: number) => show(line, 'centre'))
  useEffect(() => {
    // The scroll position belongs to the page, not to React: the owner hears what is in view.
    if (count > 0) onSeen?.(first, last)
  }, [count, first, last, onSeen])
  useEffect(() => {
    // The scroll position belongs to the page, as above.
    if (shown !== undefined) bring(shown)
  }, [shown])
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div ref={scroller} className={styles.scroller} role="group" aria-label={label} tabIndex={0}>
      <div className={styles.all} style={{ height: height }}>
        {drawn.map((index) => (
          <div
            key={index}
            className={styles.line}
            style={{ transform: `translateY(${topOf(index)}px)` }}
          >
            <span
              className={styles.number}
              style={{ width: `${Math.max(3, String(count).length)}ch` }}
              aria-hidden
            >
              {index + 1}
            </span>
            <code className={styles.code}>{children(index)}</code>
          </div>
        ))}
      </div>
    </div>
  )
}
