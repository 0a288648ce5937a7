import { useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type {
  BulkProgress,
  BulkRow,
  BulkRules,
  BulkTable,
  ColumnFor,
  TaskLine,
} from '#ipc/bindings'
import { veilOf } from '#ipc/veil'

import { forMany } from './model'

/** So many rows come in one message, which then stays small. */
const PAGE = 200
/** How often rows of a run that is going on are read again. */
const AGAIN_MS = 1500
const KEPT_MS = 10 * 60_000

export const useTenants = () => useQuery(read('tenantsList', {}))

/** The tasks of a tenant that can be done for many; nothing while they are not known. */
export function useTasksForMany(tenant: string | undefined): readonly TaskLine[] | undefined {
  const list = useQuery({
    ...read('tasksList', { tenant: tenant ?? null }),
    enabled: tenant !== undefined,
  })
  const lines = (list.data ?? []).filter(forMany)
  const views = useQueries({
    queries: lines.map(({ id }) => read('taskGet', { tenant: tenant ?? '', task: id })),
  })
  if (!list.data || views.some(({ isPending }) => isPending)) return undefined
  // A secret comes from no sheet.
  return lines.filter((_, index) => !views[index]?.data?.asks.some(({ kind }) => kind === 'secret'))
}

/** The task of a run, for the names of its fields. */
export const useTask = (tenant: string, task: string) => useQuery(read('taskGet', { tenant, task }))

/** Lets the person choose a file as the sheet; nothing when they chose none. */
export const useChoose = () =>
  useMutation({
    mutationFn: (of: { tenant: string; task: string }) => ask('bulkChoose', of),
  })

/** Takes rows of a table as the sheet. */
export const useTake = () =>
  useMutation({
    mutationFn: (of: { tenant: string; task: string; table: BulkTable }) => ask('bulkTake', of),
  })

type Watch = (progress: BulkProgress) => void

export const check = (sheet: string, mapping: ColumnFor[], ticket: string, watch: Watch) =>
  ask('bulkCheck', { sheet, mapping, ticket }, watch)

export const startRun = (plan: string, rules: BulkRules, ticket: string, watch: Watch) =>
  ask('bulkStart', { plan, rules, ticket }, watch)

export const goOn = (run: string, failed: boolean, ticket: string, watch: Watch) =>
  ask('bulkGoOn', { run, failed, ticket }, watch)

/** Stops the work of a ticket; one that has just ended cannot be stopped, which is as well. */
export const stop = (ticket: string): Promise<null> =>
  ask('workCancel', { ticket }).catch(() => null)

export const runsNow = () => ask('bulkList', {})

/** Every run that was begun, newest first; read again and again while one is going on. */
export const useRuns = (going: boolean) =>
  useQuery({
    ...read('bulkList', {}),
    refetchInterval: ({ state }) =>
      going || state.data?.some(({ running }) => running) === true ? AGAIN_MS : false,
  })

/** All rows of a plan or a run, page by page. */
async function allRows(of: string, signal: AbortSignal): Promise<BulkRow[]> {
  const rows: BulkRow[] = []
  while (!signal.aborted) {
    const page = await ask('bulkRows', { of, window: { from: rows.length, atMost: PAGE } })
    rows.push(...page)
    if (page.length < PAGE) break
  }
  return rows
}

/** The rows of a plan, which stay as they are, or of a run, while it is going on again and again. */
export function useRows(of: string | undefined, going: boolean) {
  const select = veilOf<BulkRow[]>('bulkRows')
  return useQuery({
    queryKey: ['rowsOfBulk', of, going],
    queryFn: ({ signal }) => allRows(of ?? '', signal),
    enabled: of !== undefined,
    refetchInterval: going ? AGAIN_MS : false,
    placeholderData: (before, query) => (query?.queryKey[1] === of ? before : undefined),
    staleTime: Infinity,
    gcTime: KEPT_MS,
    ...(select && { select }),
  })
}

export const usePause = () =>
  useMutation({ mutationFn: (run: string) => ask('bulkPause', { run }) })

/** Writes what came of a run into a file the person chooses; nothing when they chose none. */
export const useSave = () => useMutation({ mutationFn: (run: string) => ask('bulkSave', { run }) })

export const useForget = () =>
  useMutation({ mutationFn: (run: string) => ask('bulkForget', { run }) })
