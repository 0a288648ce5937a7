import { useNavigate, useSearch } from '@tanstack/react-router'

import { activitySearch, type ActivitySearch } from './search'

type Change = { [K in keyof ActivitySearch]?: ActivitySearch[K] | undefined }

/** Where a person is on this screen, from the address, and how to go elsewhere on it. */
export function useActivityPlace(): [ActivitySearch, (change: Change, how?: 'replace') => void] {
  const place = activitySearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const go = (change: Change, how?: 'replace') =>
    void navigate({
      to: '/activity',
      search: activitySearch({ ...place, ...change }),
      replace: how === 'replace',
    })
  return [place, go]
}
