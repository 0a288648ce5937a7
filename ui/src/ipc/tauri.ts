import { Channel, invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'

import { type Changed, wireName } from './bindings'
import { asAppError } from './errors'
import type { Host } from './host'

/** The core inside the window's own process. */
export function tauriHost(): Host {
  return {
    call: async (command, args, onItem) => {
      try {
        const watched = onItem ? { ...args, watch: new Channel(onItem) } : { ...args }
        return { ok: await invoke(wireName[command], watched) }
      } catch (rejected) {
        return { error: asAppError(rejected) }
      }
    },
    listen: (changed) => {
      const listening = listen<Changed>('changed', (event) => changed(event.payload.topics))
      return () => {
        void listening.then((stop) => stop())
      }
    },
  }
}
