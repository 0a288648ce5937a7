import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, bare, read } from '#ipc/ask'
import type { LeastFor, SheetWish } from '#ipc/bindings'
import { veil } from '#ipc/veil'

export const useTenants = () => useQuery(read('tenantsList', {}))

/** The permissions of a tenant's product, and what was last read of who holds them. */
export const useAccess = (tenant: string) => useQuery(read('accessList', { tenant }))

/** Stops the work of a ticket; one that has just ended cannot be stopped, which is as well. */
const stop = (ticket: string): Promise<null> => ask('workCancel', { ticket }).catch(() => null)

/** Reads who holds permissions: at one place only, where one is named. It only reads. */
export function useReadHolders(tenant: string) {
  const reading = useMutation({
    mutationFn: ({ place, ticket }: { place: string | null; ticket: string }) =>
      ask('accessView', { tenant, place, ticket }),
  })
  const { error, isPending, variables } = reading
  return {
    running: isPending,
    /** Why it ended; being stopped is no failure. */
    failure: error && error.error.kind !== 'cancelled' ? error.error : null,
    begin: (place: string | null) => reading.mutate({ place, ticket: crypto.randomUUID() }),
    cancel: () => {
      if (isPending && variables) void stop(variables.ticket)
    },
  }
}

/** What permissions open, all of them together. */
export const useOpens = (tenant: string, permissions: string[]) =>
  useQuery(read('accessOpens', { tenant, permissions }))

/** Writes who holds what into a file the person chooses. */
export const useSaveAccess = (tenant: string) =>
  useMutation({ mutationFn: () => ask('accessSave', { tenant }) })

/** The smallest set that is enough; asked only once somebody said for what. */
export const useLeast = (tenant: string, of: LeastFor | null, held: string[]) =>
  useQuery({
    ...read('accessLeast', { tenant, of: of === null ? [] : [of], held }),
    enabled: of !== null,
  })

export const useTaskList = (tenant: string) => useQuery(read('tasksList', { tenant }))

/** The sheet of a wish; nothing while there is none. What is shown is covered, what is copied is not. */
export function useSheet(wish: SheetWish | null) {
  const query = useQuery({
    ...bare('accessSheet', {
      wish: wish ?? { tenant: '', purpose: '', owner: '', permissions: [] },
    }),
    enabled: wish !== null,
  })
  return { query, shown: query.data && veil('accessSheet', query.data) }
}

/** Why something was refused, and who has what it needs. Asks the tenant, once for each ticket. */
export function useWhy(tenant: string, operation: string) {
  const asking = useMutation({
    mutationFn: (ticket: string) => ask('accessWhy', { tenant, operation, ticket }),
  })
  const { data, error, isPending, variables } = asking
  return {
    raw: data,
    shown: data && veil('accessWhy', data),
    running: isPending,
    failure: error && error.error.kind !== 'cancelled' ? error.error : null,
    stopped: error?.error.kind === 'cancelled',
    begin: () => asking.mutate(crypto.randomUUID()),
    cancel: () => {
      if (isPending && variables) void stop(variables)
    },
  }
}
