import { useEffect, useState } from 'react'

/** A pause of this length is taken for the end of typing. */
const PAUSE_MS = 250

/** A text once nobody has typed for a moment, so that not every letter asks somebody. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    // The clock is not React's: a timer notices that nobody types any more.
    const pause = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(pause)
  }, [text])
  return settled
}
