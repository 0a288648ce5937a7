import { useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { GroupView, OperationLine } from '#ipc/bindings'

/** How many operations of a group are asked for at once. */
const GROUP_PAGE = 200
const MOST_HITS = 200
const MOST_FINDINGS = 200

export const useTenants = () => useQuery(read('tenantsList', {}))

export const useDocuments = () => useQuery(read('explorerDocuments', {}))

export const useDocument = (document: string) => useQuery(read('explorerOpen', { document }))

export const useFetchDocument = () =>
  useMutation({ mutationFn: (tenant: string) => ask('explorerFetch', { tenant }) })

export const usePickFile = () => useMutation({ mutationFn: () => ask('explorerPick', {}) })

export const useCloseDocument = () =>
  useMutation({ mutationFn: (document: string) => ask('explorerClose', { document }) })

/** The operations of some groups, as far as they have come. */
export function useGroups(
  document: string,
  groups: readonly GroupView[],
): ReadonlyMap<string, OperationLine[]> {
  const parts = groups.flatMap((group) =>
    Array.from({ length: Math.max(1, Math.ceil(group.count / GROUP_PAGE)) }, (_, page) => ({
      group: group.name,
      from: page * GROUP_PAGE,
    })),
  )
  const results = useQueries({
    queries: parts.map(({ group, from }) =>
      read('explorerGroup', { document, group, window: { from, atMost: GROUP_PAGE } }),
    ),
  })
  const loaded = new Map<string, OperationLine[]>()
  results.forEach(({ data }, index) => {
    const group = parts[index]?.group
    if (group !== undefined && data) loaded.set(group, [...(loaded.get(group) ?? []), ...data])
  })
  return loaded
}

/** Operations that fit the words; the last answer stays until the next one comes. */
export const useHits = (document: string, words: string) =>
  useQuery({
    ...read('explorerSearch', { document, words, atMost: MOST_HITS }),
    enabled: words !== '',
    placeholderData: (before) => before,
  })

/** An operation's page; nothing is asked without one. */
export const useOperation = (document: string, operation: string) =>
  useQuery({
    ...read('explorerOperation', { document, operation }),
    enabled: operation !== '',
  })

/** The fields below one place of a schema; asked only once it is opened. */
export const useSchema = (document: string, pointer: string | null) =>
  useQuery({
    ...read('explorerSchema', { document, pointer: pointer ?? '' }),
    enabled: pointer !== null,
  })

export const useFindings = (document: string) =>
  useQuery(read('explorerFindings', { document, window: { from: 0, atMost: MOST_FINDINGS } }))
