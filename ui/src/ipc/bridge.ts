import { type Topic, wireName } from './bindings'
import { asAppError } from './errors'
import type { Host, Result } from './host'

type ChangedItem = { topics: Topic[] }
type WatchedItem = { watch: string; item: unknown }

/** The core behind a loopback server, so that a plain browser can drive the whole interface. */
export function bridgeHost(token: string): Host {
  const events = new EventSource(`/events?token=${encodeURIComponent(token)}`)
  const watching = new Map<string, (item: unknown) => void>()
  // The server is ours and the stream is typed by the same generated file as everything else.
  events.addEventListener('item', (event: MessageEvent<string>) => {
    const { watch, item } = JSON.parse(event.data) as WatchedItem
    watching.get(watch)?.(item)
  })

  return {
    call: async (command, args, onItem) => {
      const watch = crypto.randomUUID()
      if (onItem) watching.set(watch, onItem)
      try {
        const answer = await fetch(`/command/${wireName[command]}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(onItem ? { ...args, watch } : args),
        })
        return (await answer.json()) as Result
      } catch (thrown) {
        return { error: asAppError(thrown) }
      } finally {
        watching.delete(watch)
      }
    },
    listen: (changed) => {
      const tell = (event: MessageEvent<string>) =>
        changed((JSON.parse(event.data) as ChangedItem).topics)
      events.addEventListener('changed', tell)
      return () => events.removeEventListener('changed', tell)
    },
  }
}
