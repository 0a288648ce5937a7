import { useEffect, useRef } from 'react'

import type { HeldSecret } from '#ipc/bindings'

/** What is held, of which only the handle matters here. */
type Held = Pick<HeldSecret, 'held'>

import { forgetSecret } from './queries'

// Forgetting may come too late, when the core has dropped it by itself.
const forget = (held: string) => void forgetSecret(held).catch(() => undefined)

/**
 * Looks after the secrets a form holds in the core.
 *
 * One that is replaced, or left behind with the form, is forgotten at once. Those that went into
 * the vault were released by the core itself.
 */
export function useHeldSecrets(): {
  keep: (field: string, secret: Held | null) => void
  sent: () => void
} {
  const held = useRef(new Map<string, string>())
  useEffect(() => {
    const all = held.current
    // The secrets lie in the core, which does not know that the form is gone.
    return () => {
      for (const handle of all.values()) forget(handle)
      all.clear()
    }
  }, [])
  return {
    keep: (field, secret) => {
      const before = held.current.get(field)
      if (before !== undefined) forget(before)
      if (secret) held.current.set(field, secret.held)
      else held.current.delete(field)
    },
    sent: () => held.current.clear(),
  }
}
