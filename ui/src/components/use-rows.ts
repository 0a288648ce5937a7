import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'

/** Engines draw boxes up to about 17 million pixels high; beyond this, scrolling is scaled. */
const HIGHEST = 12_000_000

type Options = {
  /** How many rows there are, drawn or not. */
  count: number
  /** How high each is. */
  size: number
  /** How many are drawn above and below what is seen. */
  around?: number
  /** How much of the view a head that stays covers, in pixels. */
  head?: number
}

export type Rows = {
  scroller: RefObject<HTMLDivElement | null>
  /** The first row to draw. */
  first: number
  /** The last row to draw; before the first when there is none. */
  last: number
  /** How high the box is that all rows would stand in. */
  height: number
  /** Where a drawn row stands in that box. */
  topOf: (index: number) => number
  /** Brings a row into view, if it is not. */
  show: (index: number, how?: 'centre') => void
}

/**
 * Which rows of a very long list are in view, when all are equally high.
 *
 * A list that would be higher than engines can draw stands in a box of the highest size. Its bar
 * then moves many rows at a time, while wheel and keys move as far as everywhere else.
 */
export function useRows({ count, size, around = 8, head = 0 }: Options): Rows {
  const scroller = useRef<HTMLDivElement>(null)
  // Where the bar stood when the place was set by more than the bar can say.
  const pin = useRef({ bar: 0, top: 0 })
  const [seen, setSeen] = useState({ bar: 0, top: 0, height: 0 })

  const whole = count * size
  const height = Math.min(whole, HIGHEST)
  const viewOf = (box: HTMLElement) => box.clientHeight - head
  const scale = (view: number) =>
    whole <= HIGHEST ? 1 : (whole - view) / Math.max(1, height - view)

  const look = useEffectEvent(() => {
    const box = scroller.current
    if (!box) return
    const bar = box.scrollTop
    const pinned = Math.abs(bar - pin.current.bar) <= 1
    const top = pinned ? pin.current.top : bar * scale(viewOf(box))
    pin.current = { bar, top }
    setSeen((old) =>
      old.bar === bar && old.top === top && old.height === box.clientHeight
        ? old
        : { bar, top, height: box.clientHeight },
    )
  })
  const moveTo = (wanted: number) => {
    const box = scroller.current
    if (!box) return
    const top = Math.max(0, Math.min(wanted, whole - viewOf(box)))
    box.scrollTop = top / scale(viewOf(box))
    pin.current = { bar: box.scrollTop, top }
    look()
  }
  const turn = useEffectEvent((event: WheelEvent) => {
    if (whole <= HIGHEST || event.ctrlKey || event.deltaY === 0) return
    event.preventDefault()
    moveTo(pin.current.top + event.deltaY)
  })
  const press = useEffectEvent((event: KeyboardEvent) => {
    const page = Math.max(size, (scroller.current?.clientHeight ?? size) - size)
    const step = { ArrowDown: size, ArrowUp: -size, PageDown: page, PageUp: -page }[event.key]
    if (whole <= HIGHEST || step === undefined || event.target !== scroller.current) return
    event.preventDefault()
    moveTo(pin.current.top + step)
  })

  useLayoutEffect(() => {
    // Scrolling and its measures belong to the page, not to React.
    const box = scroller.current
    if (!box) return
    const onScroll = () => look()
    const onWheel = (event: WheelEvent) => turn(event)
    const onKeyDown = (event: KeyboardEvent) => press(event)
    const sizes = new ResizeObserver(onScroll)
    sizes.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    box.addEventListener('wheel', onWheel, { passive: false })
    box.addEventListener('keydown', onKeyDown)
    look()
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', onScroll)
      box.removeEventListener('wheel', onWheel)
      box.removeEventListener('keydown', onKeyDown)
    }
  }, [])
  useEffect(() => {
    // With other rows, the engine may have moved the bar itself.
    look()
  }, [count])

  const first = Math.max(0, Math.floor(seen.top / size) - around)
  const last = Math.min(count - 1, Math.ceil((seen.top + seen.height) / size) + around)
  return {
    scroller,
    first: Math.min(first, Math.max(0, count - 1)),
    last,
    height,
    topOf: (index) => seen.bar + index * size - seen.top,
    show: (index, how) => {
      const box = scroller.current
      if (!box) return
      const [start, view] = [index * size, viewOf(box)]
      const above = start < pin.current.top
      const below = start + size > pin.current.top + view
      if (!above && !below) return
      if (how === 'centre') moveTo(start - (view - size) / 2)
      else moveTo(above ? start : start + size - view)
    },
  }
}
