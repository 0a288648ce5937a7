import { useNavigate, useSearch } from '@tanstack/react-router'

import { requestsSearch, type RequestsSearch } from './search'

type Change = { [K in keyof RequestsSearch]?: RequestsSearch[K] | undefined }

/** Where a person is on this screen, from the address, and how to go elsewhere on it. */
export function useRequestsPlace(): [RequestsSearch, (change: Change, how?: 'replace') => void] {
  const place = requestsSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const go = (change: Change, how?: 'replace') =>
    void navigate({
      to: '/requests',
      search: requestsSearch({ ...place, ...change }),
      replace: how === 'replace',
    })
  return [place, go]
}
