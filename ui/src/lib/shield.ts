import { store } from './store'

// One for the whole program: what is covered on one screen is covered on every one.
const raised = store(0)
let times = 0

/** Raises or lowers the privacy shield. */
export function setShield(up: boolean): void {
  if (up === raised.get() > 0) return
  if (up) times += 1
  raised.set(up ? times : 0)
}

/** Whether the privacy shield is up: then names, hosts and secrets are not on the screen. */
export const useShield = (): boolean => raised.use() > 0

/** The how manieth time the shield is up; nothing while it is down. */
export const useRaised = (): number | null => raised.use() || null

/** What a field shows instead of its text. Always the same, so that not even a length is told. */
export const COVERED = '••••••'
