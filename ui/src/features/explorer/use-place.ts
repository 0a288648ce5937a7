import { useLocation, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

import { explorerSearch, type ExplorerSearch } from './search'

type Change = { [K in keyof ExplorerSearch]?: ExplorerSearch[K] | undefined }
type Go = (change: Change, how?: 'replace') => void

/** How to go elsewhere in the explorer; what is not named stays as it is. */
export function useGo(): Go {
  const router = useRouter()
  return useCallback(
    (change, how) =>
      void router.navigate({
        to: '/explorer',
        search: explorerSearch({ ...explorerSearch(router.state.location.search), ...change }),
        replace: how === 'replace',
      }),
    [router],
  )
}

type Part = 'tenant' | 'document' | 'operation' | 'tab' | 'with' | 'weight'

/** One part of where a person is; who reads only this is drawn again only when it changes. */
export function usePart(part: Part): string | undefined {
  const shown = useSearch({
    strict: false,
    select: (search): string | undefined => explorerSearch(search)[part],
  })
  // While another screen is loaded the address is that one's already. A screen that took it for
  // its own would lead back to itself.
  const asked = useLocation({
    select: ({ pathname, search }): string | null | undefined =>
      pathname === '/explorer' ? (explorerSearch(search)[part] ?? null) : undefined,
  })
  return asked === undefined ? shown : (asked ?? undefined)
}

/** Where a person is in the explorer, from the address, and how to go elsewhere. */
export function usePlace(): [ExplorerSearch, Go] {
  // Cleaned once more, so that the screen stands the same when a test mounts it alone.
  return [explorerSearch(useSearch({ strict: false })), useGo()]
}
