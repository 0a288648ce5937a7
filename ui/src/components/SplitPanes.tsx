import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'

import { keepSize, keptSize } from '#lib/kept'

import styles from './SplitPanes.module.css'

const STEP = 16

type Props = {
  /** Under which name its size is kept. */
  name: string
  /** What the grip moves, for those who do not see it. */
  label: string
  /** Which pane keeps its size when the window changes. */
  fixed: 'start' | 'end'
  initial: number
  least: number
  most: number
  start: ReactNode
  end: ReactNode
}

/** Two panes and a hairline to move between them. Double click sets it back. */
export function SplitPanes({ name, label, fixed, initial, least, most, start, end }: Props) {
  const [size, setSize] = useState<number | null>(() => keptSize(name))
  const drag = useRef<{ from: number; size: number } | null>(null)
  const shown = Math.min(most, Math.max(least, size ?? initial))
  const resize = (wanted: number) => {
    const next = Math.min(most, Math.max(least, Math.round(wanted)))
    setSize(next)
    keepSize(name, next)
  }
  // The usual size is another in another window, so it is not kept as a number.
  const reset = () => {
    setSize(null)
    keepSize(name, 0)
  }
  const direction = fixed === 'start' ? 1 : -1

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: event.clientX, size: shown }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current) resize(drag.current.size + direction * (event.clientX - drag.current.from))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -STEP, ArrowRight: STEP }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(shown + direction * step)
  }

  return (
    <div
      className={styles.panes}
      style={{
        gridTemplateColumns:
          fixed === 'start' ? `${shown}px 1px minmax(0, 1fr)` : `minmax(0, 1fr) 1px ${shown}px`,
      }}
    >
      <div className={styles.pane}>{start}</div>
      <div
        className={styles.grip}
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={shown}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null
        }}
        onDoubleClick={reset}
        onKeyDown={onKeyDown}
      />
      <div className={styles.pane}>{end}</div>
    </div>
  )
}
