import { useEffect, useEffectEvent } from 'react'

const sources: (() => void)[] = []

/** Copies what the screen shows now as text for a ticket. Answers whether it shows anything. */
export function copyToTicket(): boolean {
  const copy = sources.at(-1)
  copy?.()
  return copy !== undefined
}

/** Says that this can be copied for a ticket as long as it is drawn; the last one drawn counts. */
export function useTicketSource(copy: () => void): void {
  const run = useEffectEvent(copy)
  useEffect(() => {
    // The key belongs to the window, which does not know what is drawn in it.
    const source = () => run()
    sources.push(source)
    return () => {
      sources.splice(sources.indexOf(source), 1)
    }
  }, [])
}
