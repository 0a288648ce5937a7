import type { QueryClient } from '@tanstack/react-query'

import { changes, reads, type Topic } from './bindings'
import type { CommandName } from './host'

const readTopics: { [command in CommandName]?: readonly Topic[] } = reads
const changedTopics: { [command in CommandName]?: readonly Topic[] } = changes

/** How long changes are gathered before anything is read again. */
const GATHER_MS = 40

/** The topics a command changes when it succeeds. */
export const topicsChangedBy = (command: CommandName): readonly Topic[] =>
  changedTopics[command] ?? []

/** Whether a query reads one of the topics. */
export function readsOneOf(queryKey: readonly unknown[], topics: ReadonlySet<Topic>): boolean {
  const command = queryKey[0]
  if (typeof command !== 'string') return false
  const read = Object.entries(readTopics).find(([name]) => name === command)?.[1]
  return read?.some((topic) => topics.has(topic)) ?? false
}

/**
 * Reads again whatever a change made old.
 *
 * Many tenants answer within a moment of each other, so changes are gathered for a few
 * milliseconds: a hundred answers cause one round of reading, not a hundred.
 */
export function freshener(client: QueryClient): (topics: readonly Topic[]) => void {
  const gathered = new Set<Topic>()
  let waiting: ReturnType<typeof setTimeout> | undefined

  const readAgain = () => {
    const topics = new Set(gathered)
    gathered.clear()
    waiting = undefined
    void client.invalidateQueries({ predicate: (query) => readsOneOf(query.queryKey, topics) })
  }

  return (topics) => {
    for (const topic of topics) gathered.add(topic)
    if (gathered.size > 0) waiting ??= setTimeout(readAgain, GATHER_MS)
  }
}
