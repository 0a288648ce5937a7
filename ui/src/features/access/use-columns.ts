import { type RefObject, useEffectEvent, useLayoutEffect, useState } from 'react'

/** A name and a mark need so much. */
const NARROW = 104
const WIDE = 168
/** So many are drawn on each side of what is seen. */
const AROUND = 6

/** Which columns of a wide table are in view, and how wide each is. */
export function useColumns(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  /** How much of the view the first column covers, in pixels: it stays. */
  covered: number,
) {
  const [seen, setSeen] = useState({ left: 0, width: 0 })
  const look = useEffectEvent(() => {
    const box = scroller.current
    if (!box) return
    const [left, width] = [box.scrollLeft, Math.max(0, box.clientWidth - covered)]
    setSeen((old) => (old.left === left && old.width === width ? old : { left, width }))
  })
  useLayoutEffect(() => {
    // Scrolling and its measures belong to the page, not to React. Whoever begins to observe a size
    // is told of it at once.
    const box = scroller.current
    if (!box) return
    const onScroll = () => look()
    const sizes = new ResizeObserver(onScroll)
    sizes.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [scroller])
  const size = Math.max(NARROW, Math.min(WIDE, Math.floor(seen.width / Math.max(1, count))))
  return {
    size,
    first: Math.max(0, Math.floor(seen.left / size) - AROUND),
    last: Math.min(count - 1, Math.ceil((seen.left + seen.width) / size) + AROUND),
    /** Brings a column into view, if it is not. */
    show: (index: number) => {
      const box = scroller.current
      if (!box || index < 0) return
      const start = index * size
      const view = box.clientWidth - covered
      if (start < box.scrollLeft) box.scrollTo({ left: start })
      else if (start + size > box.scrollLeft + view) {
        box.scrollTo({ left: start + size - view })
      }
    },
  }
}
