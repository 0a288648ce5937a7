import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let second = Math.floor(Date.now() / 1000)
let ticking: ReturnType<typeof setInterval> | undefined

function tick() {
  second = Math.floor(Date.now() / 1000)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  tick()
  ticking ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** The current time in milliseconds, once a second. All who ask share one timer. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => second) * 1000

const subscribeToMinutes = (listener: () => void) => subscribe(listener)
const minute = () => Math.floor(second / 60)

/** The current time in milliseconds, rounded down to the minute. */
export const useMinute = (): number => useSyncExternalStore(subscribeToMinutes, minute) * 60_000
