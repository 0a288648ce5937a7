import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'

import { ask, read } from '#ipc/ask'
import type {
  FindingView,
  OpenTab,
  OperationLine,
  PathLevel,
  SchemaNode,
  Settings,
} from '#ipc/bindings'

import { GROUP_PAGE, type GroupPage, pageKey, type Pages } from './operation-tree'
import { firstSchemas } from './schema-rows'

export const MOST_HITS = 200
/** How many entries of a long list are asked for at once. */
export const LIST_PAGE = 100

export const useTenants = () => useQuery(read('tenantsList', {}))

export const useDocuments = () => useQuery(read('explorerDocuments', {}))

export const useDocument = (document: string) => useQuery(read('explorerOpen', { document }))

export const useFetchDocument = () =>
  useMutation({ mutationFn: (tenant: string) => ask('explorerFetch', { tenant }) })

/** Lets the person choose a file. What its page begins with is on its way when it is told. */
export function usePickFile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const line = await ask('explorerPick', {})
      if (line) {
        client.setQueryData(
          read('explorerDocuments', {}).queryKey,
          (lines) => lines && [line, ...lines.filter(({ id }) => id !== line.id)],
        )
        void beginAhead(client, line.id).catch(() => undefined)
      }
      return line
    },
  })
}

/** Asks for a document's head and the first operations of its list. */
async function beginAhead(client: QueryClient, document: string) {
  const { groups } = await client.fetchQuery(read('explorerOpen', { document }))
  const first = groups.find(({ parent }) => parent === null)
  if (first) await client.prefetchQuery(groupPage(document, { group: first.name, page: 0 }))
}

export const useCloseDocument = () =>
  useMutation({ mutationFn: (document: string) => ask('explorerClose', { document }) })

export const useAccept = () =>
  useMutation({ mutationFn: (document: string) => ask('explorerAccept', { document }) })

// Functions that stay the same, so that their answers do, too, as long as nothing came.
const dataOf = <T>(results: readonly { data: T | undefined }[]) => results.map(({ data }) => data)
const fieldsOf = (results: readonly { data: SchemaNode[] | undefined; isError: boolean }[]) =>
  results.map(({ data, isError }) => ({ data, failed: isError }))

/** What came, by the keys it was asked for by. */
function byKey<T>(keys: readonly string[], came: readonly (T | undefined)[]): Map<string, T> {
  return new Map(
    came.flatMap((data, index) => {
      const key = keys[index]
      return key !== undefined && data !== undefined ? [[key, data] as const] : []
    }),
  )
}

const groupPage = (document: string, { group, page }: GroupPage) =>
  read('explorerGroup', {
    document,
    group,
    window: { from: page * GROUP_PAGE, atMost: GROUP_PAGE },
  })

/** The pages of operations that were asked for, as far as they have come. */
export function useGroupPages(document: string, wanted: readonly GroupPage[]): Pages {
  const came = useQueries({
    queries: wanted.map((page) => groupPage(document, page)),
    combine: dataOf<OperationLine[]>,
  })
  return useMemo(() => byKey(wanted.map(pageKey), came), [wanted, came])
}

/** The levels of paths that were asked for, as far as they have come. */
export function useLevels(
  document: string,
  paths: readonly string[],
): ReadonlyMap<string, PathLevel> {
  const came = useQueries({
    queries: paths.map((path) => read('explorerLevel', { document, path })),
    combine: dataOf<PathLevel>,
  })
  return useMemo(() => byKey(paths, came), [paths, came])
}

/** Operations that fit the words; the last answer stays until the next one comes. */
export const useHits = (document: string, words: string) =>
  useQuery({
    ...read('explorerSearch', { document, words, atMost: MOST_HITS }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })

/** An operation's page; nothing is asked without one. */
export const useOperation = (document: string, operation: string, before?: 'keepLast') =>
  useQuery({
    ...read('explorerOperation', { document, operation }),
    enabled: operation !== '',
    ...(before && { placeholderData: keepPreviousData }),
  })

/**
 * The pages of open operations: those of the document that is shown are asked for, of others only
 * what has come already is told.
 */
export const useTabPages = (tabs: readonly OpenTab[], document: string | undefined) =>
  useQueries({
    queries: tabs.map((tab) => ({
      ...read('explorerOperation', { document: tab.document, operation: tab.operation }),
      enabled: tab.document === document,
    })),
    combine: (results) => results.map(({ data }) => data),
  })

/** Asks for an operation's page, and for the fields its page begins with, before they are needed. */
async function fetchAhead(client: QueryClient, document: string, operation: string) {
  const view = await client.fetchQuery(read('explorerOperation', { document, operation }))
  await Promise.all(
    firstSchemas(view).map((pointer) =>
      client.prefetchQuery(read('explorerSchema', { document, pointer })),
    ),
  )
}

/** Has an operation's page ready by the time somebody opens it. */
export function useFetchAhead(document: string): (operation: string) => void {
  const client = useQueryClient()
  // Nobody has asked for it yet, so nobody needs to hear why it did not come.
  return (operation) => void fetchAhead(client, document, operation).catch(() => undefined)
}

/** The fields below one place of a schema; asked only once it is opened. */
export const useSchema = (document: string, pointer: string | null) =>
  useQuery({
    ...read('explorerSchema', { document, pointer: pointer ?? '' }),
    enabled: pointer !== null,
  })

/** What became of one question for fields. */
export type Fields = { data: readonly SchemaNode[] | undefined; failed: boolean }

/** The fields below several places of schemas, by pointer. */
export function useSchemas(
  document: string,
  pointers: readonly string[],
): ReadonlyMap<string, Fields> {
  const came = useQueries({
    queries: pointers.map((pointer) => read('explorerSchema', { document, pointer })),
    combine: fieldsOf,
  })
  return useMemo(() => byKey(pointers, came), [pointers, came])
}

const windowOf = (page: number) => ({ from: page * LIST_PAGE, atMost: LIST_PAGE })

/** Some pages of what could not be read in a document. */
export const useFindings = (document: string, pages: readonly number[]) =>
  useQueries({
    queries: pages.map((page) => read('explorerFindings', { document, window: windowOf(page) })),
    combine: (results) => ({
      error: results.find(({ error }) => error !== null)?.error ?? null,
      pages: new Map(results.map(({ data }, index) => [pages[index] ?? 0, data])),
      retry: () => results.forEach((result) => void (result.isError && result.refetch())),
    }),
  })

/** Everything that could not be read in a document, page by page; for copying it. */
export function useAllFindings(document: string, total: number): () => Promise<FindingView[]> {
  const client = useQueryClient()
  return async () => {
    const all: FindingView[] = []
    for (let page = 0; page * LIST_PAGE < total; page += 1) {
      const args = { document, window: windowOf(page) }
      all.push(...(await client.ensureQueryData(read('explorerFindings', args))))
    }
    return all
  }
}

/** Some pages of what changed from one document to another. */
export const useComparison = (older: string, newer: string, pages: readonly number[]) =>
  useQueries({
    queries: pages.map((page) => read('explorerCompare', { older, newer, window: windowOf(page) })),
    combine: (results) => ({
      error: results.find(({ error }) => error !== null)?.error ?? null,
      pages: results.map(({ data }) => data),
      retry: () => results.forEach((result) => void (result.isError && result.refetch())),
    }),
  })

export const useSettings = () => useQuery(read('settingsGet', {}))

/** Changes a part of the settings, at once on the screen and then where they are kept. */
export function useChangeSettings(): (change: Partial<Settings>) => void {
  const client = useQueryClient()
  const { queryKey } = read('settingsGet', {})
  const set = useMutation({
    // One after the other, each with what the settings are by then.
    scope: { id: 'settings' },
    mutationFn: async () => {
      const settings = client.getQueryData(queryKey)
      if (settings) await ask('settingsSet', { settings })
    },
  })
  return (change) => {
    // What is on its way to be read is older than this.
    void client.cancelQueries({ queryKey })
    client.setQueryData(queryKey, (now) => now && { ...now, ...change })
    set.mutate()
  }
}
