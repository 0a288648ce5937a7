import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

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
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    // The scroll position belongs to the page, not to React: the owner hears what is in view.
    if (count > 0) onSeen?.(first, last)
  }, [count, first, last, onSeen])
  useEffect(() => {
    // The scroll position belongs to the page, as above.
    if (shown !== undefined) virtualizer.scrollToIndex(shown, { align: 'center' })
  }, [shown, virtualizer])
  return (
    <div ref={scroller} className={styles.scroller} role="group" aria-label={label} tabIndex={0}>
      <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            className={styles.line}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <span
              className={styles.number}
              style={{ width: `${Math.max(3, String(count).length)}ch` }}
              aria-hidden
            >
              {item.index + 1}
            </span>
            <code className={styles.code}>{children(item.index)}</code>
          </div>
        ))}
      </div>
    </div>
  )
}
