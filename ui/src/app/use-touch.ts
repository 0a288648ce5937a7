import { useEffect } from 'react'

import { ask } from '#ipc/ask'

/** The core counts in minutes; hearing of it more often would help nobody. */
const EVERY_MS = 60_000

const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const

/** Tells the core that somebody is there, at most once a minute. */
export function useTouch(): void {
  useEffect(() => {
    // The core locks when nobody is there, and only the window hears that somebody is.
    let told = Number.NEGATIVE_INFINITY
    const touched = () => {
      const now = Date.now()
      if (now - told < EVERY_MS) return
      told = now
      // The next sign of somebody tells it again.
      void ask('appTouched', {}).catch(() => undefined)
    }
    for (const sign of SIGNS)
      window.addEventListener(sign, touched, { capture: true, passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [])
}
