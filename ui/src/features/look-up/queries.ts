import {
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { Sought } from '#ipc/bindings'
import type { Failure } from '#ipc/errors'
import { veilOf } from '#ipc/veil'

import { beginning, type Look, told } from './model'

/** After this, coming back to an answer asks again. */
const STALE_MS = 60_000
/** Found people do not stay in memory for longer than somebody may come back to them. */
const KEPT_MS = 5 * 60_000

export const useTenants = () => useQuery(read('tenantsList', {}))

/** The ticket one works on. */
export const useTicket = () => useQuery(read('ticketGet', {}))

/** What can be done at a tenant; asked only where something is offered. */
export const useTasks = (tenant: string | undefined) =>
  useQuery({ ...read('tasksList', { tenant: tenant ?? null }), enabled: tenant !== undefined })

/** Stops a look-up in the core. One that has just ended cannot be stopped, which is as well. */
const stop = (ticket: string): Promise<null> => ask('workCancel', { ticket }).catch(() => null)

/**
 * A look-up as a query whose data grows while it runs.
 *
 * Nobody looking any more, or looking for something else, stops it in the core by its ticket.
 */
const lookUp = (client: QueryClient, words: string, what: Sought) => {
  const queryKey = ['lookUp', { words, what }] as const
  const select = veilOf<Look>('lookUp')
  return queryOptions<Look, Failure, Look, typeof queryKey>({
    queryKey,
    queryFn: async ({ signal }) => {
      let look = beginning(crypto.randomUUID())
      const { ticket } = look
      signal.addEventListener('abort', () => void stop(ticket))
      client.setQueryData(queryKey, look)
      const view = await ask('lookUp', { words, what, ticket }, (progress) => {
        if (signal.aborted) return
        look = told(look, progress)
        client.setQueryData(queryKey, look)
      })
      // The answer has the last word: an item may still be on its way.
      return { ticket, ...view, ended: true }
    },
    enabled: words !== '',
    // One that was left before its end is begun anew.
    staleTime: (query) => (query.state.data?.ended ? STALE_MS : 0),
    gcTime: KEPT_MS,
    ...(select && { select }),
  })
}

/** Looks something up at every tenant; starts by itself as soon as there are words. */
export function useLookUp(words: string, what: Sought) {
  const client = useQueryClient()
  const query = useQuery(lookUp(client, words, what))
  return {
    look: query.data,
    running: query.isFetching,
    /** Why it ended without an answer; being stopped is no failure. */
    failure: query.error && query.error.error.kind !== 'cancelled' ? query.error : null,
    stopped: query.error?.error.kind === 'cancelled',
    again: () => void query.refetch({ cancelRefetch: true }),
    cancel: () => {
      if (query.isFetching && query.data) void stop(query.data.ticket)
    },
  }
}

/** Signs in, so that the tenant can be looked at as well. */
export const useSignIn = () =>
  useMutation({ mutationFn: (tenant: string) => ask('sessionBegin', { tenant }) })
