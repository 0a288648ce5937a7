import { useEffect, useEffectEvent } from 'react'

/** Stops something by Escape, as long as there is something to stop and nothing else took the key. */
export function useEscape(active: boolean, stop: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    stop()
  })
  useEffect(() => {
    // The key belongs to the window: what is stopped has no place that could have the focus.
    if (!active) return undefined
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [active])
}
