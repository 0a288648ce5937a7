import { useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { AuditFilter, AuditFormat, AuditLine, TicketSource } from '#ipc/bindings'

/** How many entries are asked for at once. */
export const PAGE = 100

const page = (filter: AuditFilter, number: number) =>
  read('auditList', { filter, window: { from: number * PAGE, atMost: PAGE } })

/** How many entries fit, and some pages of them, by page number. */
export function useEntries(filter: AuditFilter, pages: readonly number[]) {
  const first = useQuery({ ...page(filter, 0), placeholderData: (before) => before })
  const results = useQueries({ queries: pages.map((number) => page(filter, number)) })
  const loaded = new Map<number, readonly AuditLine[]>()
  if (first.data) loaded.set(0, first.data.lines)
  results.forEach(({ data }, index) => {
    const number = pages[index]
    if (number !== undefined && data) loaded.set(number, data.lines)
  })
  return {
    first,
    total: first.data?.total ?? 0,
    lineAt: (index: number) => loaded.get(Math.floor(index / PAGE))?.[index % PAGE],
  }
}

export const useTenants = () => useQuery(read('tenantsList', {}))

export const useEntry = (number: number) => useQuery(read('auditGet', { number }))

/** What was done as a text for a ticket. */
export const useTicketText = (source: TicketSource) => useQuery(read('ticketText', { source }))

export const useTicketCopy = () =>
  useMutation({ mutationFn: (source: TicketSource) => ask('ticketCopy', { source }) })

export const useVerify = () => useMutation({ mutationFn: () => ask('auditVerify', {}) })

/** Writes entries into a file the person chooses; answers its name, or nothing. */
export const useExport = (filter: AuditFilter) =>
  useMutation({ mutationFn: (format: AuditFormat) => ask('auditExport', { filter, format }) })
