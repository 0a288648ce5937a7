import { useNavigate, useSearch } from '@tanstack/react-router'

import { explorerSearch, type ExplorerSearch } from './search'

type Change = { [K in keyof ExplorerSearch]?: ExplorerSearch[K] | undefined }

/** Where a person is in the explorer, from the address, and how to go elsewhere. */
export function usePlace(): [ExplorerSearch, (change: Change, how?: 'replace') => void] {
  // Cleaned once more, so that the screen stands the same when a test mounts it alone.
  const place = explorerSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const go = (change: Change, how?: 'replace') =>
    void navigate({
      to: '/explorer',
      search: explorerSearch({ ...place, ...change }),
      replace: how === 'replace',
    })
  return [place, go]
}
