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
export const usePart = (part: Part): string | undefined =>
  useLocation({ select: ({ search }): string | undefined => explorerSearch(search)[part] })

/** Where a person is in the explorer, from the address, and how to go elsewhere. */
export function usePlace(): [ExplorerSearch, Go] {
  // Cleaned once more, so that the screen stands the same when a test mounts it alone.
  return [explorerSearch(useSearch({ strict: false })), useGo()]
}
