import { useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { ExchangeLine, HistoryFilter } from '#ipc/bindings'

/** How many entries are asked for at once. */
export const HISTORY_PAGE = 100

const page = (filter: HistoryFilter, number: number) =>
  read('historyList', {
    filter,
    window: { from: number * HISTORY_PAGE, atMost: HISTORY_PAGE },
  })

/** The last entries that fit. */
export const useNewest = (filter: HistoryFilter, atMost: number, enabled = true) =>
  useQuery({ ...read('historyList', { filter, window: { from: 0, atMost } }), enabled })

/** How many entries fit, and some pages of them, by page number. */
export function useHistory(filter: HistoryFilter, pages: readonly number[]) {
  const first = useQuery({ ...page(filter, 0), placeholderData: (before) => before })
  const results = useQueries({ queries: pages.map((number) => page(filter, number)) })
  const loaded = new Map<number, readonly ExchangeLine[]>()
  if (first.data) loaded.set(0, first.data.lines)
  results.forEach(({ data }, index) => {
    const number = pages[index]
    if (number !== undefined && data) loaded.set(number, data.lines)
  })
  return { first, total: first.data?.total ?? 0, loaded }
}

/** One entry, with what opens it again. */
export const historyEntry = (exchange: string) => ask('historyGet', { exchange })

export const useEntry = (exchange: string) => useQuery(read('historyGet', { exchange }))

/** How two answers differ. */
export const useAnswerComparison = (older: string, newer: string) =>
  useQuery(read('historyCompare', { older, newer }))

export const useClearHistory = () =>
  useMutation({ mutationFn: (tenant: string | null) => ask('historyClear', { tenant }) })
