import { clearToasts } from '#components/Toast'
import { numbered, veilWith } from '#ipc/veil'
import { setShield } from '#lib/shield'

import { copy } from './copy'

/** Covers what is private on every screen, or shows it again. */
export function switchShield(up: boolean): void {
  // A toast is drawn once and would keep the name that is in it.
  if (up) clearToasts()
  veilWith(up ? numbered(copy.shield.hidden) : null)
  setShield(up)
}
