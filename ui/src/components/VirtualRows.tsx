import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

import styles from './VirtualRows.module.css'

type Props = {
  label: string
  /** How many rows there are, drawn or not. */
  count: number
  /** How high a row usually is, in pixels; what it really is, is measured. */
  height: number
  /** Told which rows are seen, so that they can be fetched. */
  onSeen?: (first: number, last: number) => void
  children: (index: number) => ReactNode
}

/** A long list of rows of their own height, of which only those in view are drawn. */
export function VirtualRows({ label, count, height, onSeen, children }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    // The scroll position belongs to the page, not to React: the owner hears what is in view.
    if (count > 0) onSeen?.(first, last)
  }, [count, first, last, onSeen])
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
      <ul className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <li
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            className={styles.row}
            aria-posinset={item.index + 1}
            aria-setsize={count}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {children(item.index)}
          </li>
        ))}
      </ul>
    </div>
  )
}
