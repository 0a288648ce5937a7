import { QueryClient, queryOptions } from '@tanstack/react-query'

import type { Commands } from './bindings'
import { Failure } from './errors'
import { freshener, topicsChangedBy } from './freshness'
import type { CommandName, Host } from './host'
import { veilOf } from './veil'

type Args<K extends CommandName> = Commands[K]['args']
type Answer<K extends CommandName> = Commands[K]['answer']
type Item<K extends CommandName> = Commands[K]['item']

/** A streaming command must be watched; another cannot be. */
type Watch<K extends CommandName> = [Item<K>] extends [never]
  ? []
  : [onItem: (item: Item<K>) => void]

declare module '@tanstack/react-query' {
  // eslint-disable-next-line typescript/consistent-type-definitions -- only an interface can be merged
  interface Register {
    defaultError: Failure
  }
}

let connected: { host: Host; freshen: ReturnType<typeof freshener> } | undefined

/** Joins the interface to a core. Answers the cache that everything reads through. */
export function connect(host: Host): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // The core says what is old, and it retries on its own; being offline is for it to judge, too.
      queries: {
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  const freshen = freshener(client)
  host.listen(freshen)
  connected = { host, freshen }
  return client
}

/** Runs a command. Throws a [`Failure`] when it did not do what was asked. */
export async function ask<K extends CommandName>(
  command: K,
  args: Args<K>,
  ...watch: Watch<K>
): Promise<Answer<K>> {
  if (!connected) throw new Error('connect() comes before the first command')
  const [onItem] = watch
  // The generated file says what each command answers and streams; the host carries it unseen.
  const result = await connected.host.call(
    command,
    args,
    onItem as ((item: unknown) => void) | undefined,
  )
  if ('error' in result) throw new Failure(result.error)
  connected.freshen(topicsChangedBy(command))
  return result.ok as Answer<K>
}

/** A command as something that is kept fresh, and is never on the screen as it is. */
export const bare = <K extends CommandName>(command: K, args: Args<K>) =>
  queryOptions<Answer<K>, Failure>({
    queryKey: [command, args],
    queryFn: () => {
      // Only commands that stream nothing are read, which the list of topics guarantees.
      const askOnce = ask as (command: K, args: Args<K>) => Promise<Answer<K>>
      return askOnce(command, args)
    },
  })

/** A command as something that can be shown and kept fresh; covered while the shield is up. */
export const read = <K extends CommandName>(command: K, args: Args<K>) => {
  const select = veilOf<Answer<K>>(command)
  return queryOptions<Answer<K>, Failure>({ ...bare(command, args), ...(select && { select }) })
}
