import { useState } from 'react'

import type { FoundPlace } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { FOUND_PAGE, useFound } from '../queries-answer'
import { useLater } from '../use-later'

/** A search through a whole body. The core looks; only the places near the current one come here. */
export function useFind(exchange: string) {
  const [search, setSearch] = useState<{ words: string; at: number } | null>(null)
  const words = useLater(search?.words ?? '')
  const at = search?.at ?? 0
  const found = useFound(exchange, words, Math.floor(at / FOUND_PAGE))
  const fresh = search !== null && words === search.words && words !== ''
  const total = fresh ? (found.data?.total ?? 0) : 0
  const current: FoundPlace | undefined = fresh ? found.data?.places[at % FOUND_PAGE] : undefined
  return {
    open: search !== null,
    words: search?.words ?? '',
    current,
    hits: found.error
      ? copy.find.failed
      : !fresh || !found.data
        ? '…'
        : copy.find.hits(at + 1, total),
    start: () => setSearch((old) => old ?? { words: '', at: 0 }),
    type: (typed: string) => setSearch({ words: typed, at: 0 }),
    step: (step: 1 | -1) =>
      setSearch((old) => old && { ...old, at: total === 0 ? 0 : (old.at + step + total) % total }),
    close: () => setSearch(null),
  }
}
