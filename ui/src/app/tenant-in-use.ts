import { useParams, useSearch } from '@tanstack/react-router'

import type { TenantLine } from '#ipc/bindings'

/** The tenant the current screen is about; nothing on screens about all of them. */
export function useTenantInUse(tenants: readonly TenantLine[]): TenantLine | undefined {
  const { tenant: inPath } = useParams({ strict: false })
  const { tenant: inSearch } = useSearch({ strict: false })
  return tenants.find((tenant) => tenant.id === (inPath ?? inSearch))
}
