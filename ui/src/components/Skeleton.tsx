import { type ReactNode, useEffect, useState } from 'react'

import styles from './Skeleton.module.css'

const BEFORE_BLOCKS_MS = 150
const BEFORE_WORDS_MS = 10_000

type Props = {
  /** What is awaited, said after ten seconds: "the answer of Plants". */
  awaited: string
  /** Blocks in the boxes of the real thing. */
  children: ReactNode
  /** How to stop waiting, from the start. */
  stop?: ReactNode
}

/** Stands in for what is coming: nothing at first, then blocks, then words. */
export function Skeleton({ awaited, children, stop }: Props) {
  const [phase, setPhase] = useState<'early' | 'blocks' | 'long'>('early')
  useEffect(() => {
    // The clock is not React's: two timers move the phase on.
    const blocks = setTimeout(() => setPhase('blocks'), BEFORE_BLOCKS_MS)
    const long = setTimeout(() => setPhase('long'), BEFORE_WORDS_MS)
    return () => {
      clearTimeout(blocks)
      clearTimeout(long)
    }
  }, [])
  return (
    <div className={styles.skeleton} aria-busy="true">
      <div className={styles.blocks} data-shown={phase !== 'early'} aria-hidden>
        {children}
      </div>
      <p className={phase === 'long' ? 'quiet small' : 'hidden'} role="status">
        Waiting for {awaited}
      </p>
      {stop}
    </div>
  )
}

/** One block of a skeleton. */
export function Bone({
  width = '100%',
  height = 10,
}: {
  width?: number | string
  height?: number
}) {
  return <span className={styles.bone} style={{ width, height }} />
}
