import { store } from './store'

// One for the whole program: what is covered on one screen is covered on every one.
const shield = store(false)

/** Raises or lowers the privacy shield. */
export const setShield = shield.set

/** Whether the privacy shield is up: then names, hosts and secrets are not on the screen. */
export const useShield = shield.use

/** What a field shows instead of its text. Always the same, so that not even a length is told. */
export const COVERED = '••••••'
