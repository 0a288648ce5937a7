import { queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { RevealRequest, SaveWhat, TableSort, TreeNode } from '#ipc/bindings'

/** How many lines, rows or values are asked for at once. */
export const PAGE = 200
/** How many found places are asked for at once. */
export const FOUND_PAGE = 500
/** How long a page that is not looked at any more is kept. */
const KEPT_MS = 60_000

/** The pages that hold some rows. */
export const pagesOf = (first: number, last: number): number[] => {
  const [from, to] = [Math.floor(Math.max(0, first) / PAGE), Math.floor(Math.max(0, last) / PAGE)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** Long lines and wide rows come in smaller slices, so a page asks until it is whole. */
async function whole<T>(
  page: number,
  slice: (from: number, atMost: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const all: T[] = []
  while (all.length < PAGE) {
    const part = await slice(page * PAGE + all.length, PAGE - all.length)
    if (part.length === 0) break
    all.push(...part)
  }
  return all
}

/** Pages by number, as far as they have come. */
function byPage<T>(
  pages: readonly number[],
  results: readonly { data: readonly T[] | undefined; error: unknown }[],
): { rows: ReadonlyMap<number, readonly T[]>; failed: boolean } {
  const rows = new Map<number, readonly T[]>()
  results.forEach(({ data }, index) => {
    const page = pages[index]
    if (page !== undefined && data) rows.set(page, data)
  })
  return { rows, failed: results.some(({ error }) => error !== null) }
}

const linesPage = (exchange: string, page: number) =>
  queryOptions({
    queryKey: ['answerLines', { exchange, page }],
    gcTime: KEPT_MS,
    queryFn: () =>
      whole(page, async (from, atMost) => {
        const slice = await ask('answerLines', { exchange, window: { from, atMost } })
        return slice.lines
      }),
  })

/** Some pages of an answer's body. */
export function useBodyPages(exchange: string, pages: readonly number[]) {
  return byPage<string>(
    pages,
    useQueries({ queries: pages.map((page) => linesPage(exchange, page)) }),
  )
}

const rowsPage = (exchange: string, pointer: string, sort: TableSort | null, page: number) =>
  queryOptions({
    queryKey: ['answerTable', { exchange, pointer, sort, page }],
    gcTime: KEPT_MS,
    queryFn: () =>
      whole(page, async (from, atMost) => {
        const slice = await ask('answerTable', { exchange, part: { pointer, sort, from, atMost } })
        return slice.rows
      }),
  })

/** Some pages of a list in an answer, in an order. */
export function useTablePages(
  exchange: string,
  pointer: string,
  sort: TableSort | null,
  pages: readonly number[],
) {
  return byPage<readonly (string | null)[]>(
    pages,
    useQueries({ queries: pages.map((page) => rowsPage(exchange, pointer, sort, page)) }),
  )
}

/** A part of the values in one value. */
export type TreePart = { pointer: string; page: number }

/** Some values of a tree, by the place they are in and their page there. */
export function useTreeParts(exchange: string, parts: readonly TreePart[]) {
  const results = useQueries({
    queries: parts.map(({ pointer, page }) =>
      queryOptions({
        queryKey: ['answerTree', { exchange, pointer, page }],
        gcTime: KEPT_MS,
        queryFn: () =>
          whole<TreeNode>(page, (from, atMost) =>
            ask('answerTree', { exchange, pointer, window: { from, atMost } }),
          ),
      }),
    ),
  })
  const nodes = new Map<string, readonly TreeNode[]>()
  results.forEach(({ data }, index) => {
    const part = parts[index]
    if (part && data) nodes.set(treeKey(part), data)
  })
  return { nodes, failed: results.some(({ error }) => error !== null) }
}

export const treeKey = ({ pointer, page }: TreePart): string => `${page} ${pointer}`

/** Where words stand in a body: how often, and the places of one page. */
export const useFound = (exchange: string, words: string, page: number) =>
  useQuery({
    ...read('answerFind', {
      exchange,
      words,
      window: { from: page * FOUND_PAGE, atMost: FOUND_PAGE },
    }),
    enabled: words !== '',
    gcTime: KEPT_MS,
    placeholderData: (before) => before,
  })

/** A picture that came back, as bytes; beyond the limit nothing. */
export const usePicture = (exchange: string, most: number) =>
  useQuery({
    queryKey: ['answerPicture', { exchange }],
    gcTime: 0,
    queryFn: async (): Promise<Uint8Array<ArrayBuffer>[] | null> => {
      const parts: Uint8Array<ArrayBuffer>[] = []
      for (let from = 0; from <= most;) {
        const { base64, more } = await ask('answerPicture', { exchange, from })
        const part = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        parts.push(part)
        from += part.length
        if (!more || part.length === 0) return parts
      }
      return null
    },
  })

/** Writes an answer, or one of its tables, into a file; answers the file's name. */
export const useSave = (exchange: string) =>
  useMutation({ mutationFn: (what: SaveWhat) => ask('answerSave', { exchange, what }) })

/** A short body as one text. */
export async function wholeBody(exchange: string, total: number): Promise<string> {
  const lines: string[] = []
  while (lines.length < total) {
    const window = { from: lines.length, atMost: PAGE }
    const slice = await ask('answerLines', { exchange, window })
    if (slice.lines.length === 0) break
    lines.push(...slice.lines)
  }
  return lines.join('\n')
}

/** Puts an exchange on the clipboard as text for a ticket. */
export const useTicketCopy = (exchange: string) =>
  useMutation({
    mutationFn: () => ask('ticketCopy', { source: { kind: 'exchange', exchange } }),
  })

/** Shows a secret in the window for that, or puts it on the clipboard; never brings it here. */
export const secretDeed = (deed: 'reveal' | 'copy', request: RevealRequest) =>
  ask(deed === 'reveal' ? 'secretReveal' : 'secretCopy', { request })

/** What the administrators of this machine fix. */
export const usePolicy = () => useQuery(read('policyGet', {}))
