import { useEffect, useState } from 'react'

/** A value once it has stood still for a moment; for work that each letter need not cause. */
export function useLater<T>(value: T, ms = 180): T {
  const [later, setLater] = useState(value)
  useEffect(() => {
    // The clock is not React's.
    const timer = setTimeout(() => setLater(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return later
}
