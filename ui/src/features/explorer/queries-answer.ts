import { queryOptions, useQueries } from '@tanstack/react-query'

import { ask } from '#ipc/ask'

/** How many lines of a body are asked for at once. */
export const BODY_PAGE = 200
/** How long a page that is not looked at any more is kept. */
const KEPT_MS = 60_000

/** One page of a body. Long lines come in smaller slices, so a page asks until it is whole. */
const bodyPage = (exchange: string, page: number) =>
  queryOptions({
    queryKey: ['answerLines', { exchange, page }],
    gcTime: KEPT_MS,
    queryFn: async (): Promise<readonly string[]> => {
      const lines: string[] = []
      while (lines.length < BODY_PAGE) {
        const window = { from: page * BODY_PAGE + lines.length, atMost: BODY_PAGE - lines.length }
        const slice = await ask('answerLines', { exchange, window })
        if (slice.lines.length === 0) break
        lines.push(...slice.lines)
      }
      return lines
    },
  })

/** Some pages of an answer's body, by page number, as far as they have come. */
export function useBodyPages(
  exchange: string,
  pages: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const results = useQueries({ queries: pages.map((page) => bodyPage(exchange, page)) })
  const loaded = new Map<number, readonly string[]>()
  results.forEach(({ data }, index) => {
    const page = pages[index]
    if (page !== undefined && data) loaded.set(page, data)
  })
  return loaded
}
