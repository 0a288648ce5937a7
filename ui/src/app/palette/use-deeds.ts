import { useNavigate } from '@tanstack/react-router'

import { askForTicket, askToOpen } from '#lib/opening'
import { useShield } from '#lib/shield'

import { useLockTenant } from '../guard/queries'
import { switchShield } from '../guard/shield'
import { useLock, useRefreshTenant, useSignIn, useSignOut } from '../queries'
import type { Deed } from './model'

/** Does what a line of the palette stands for. */
export function useDeeds(tenants: readonly string[]): (deed: Deed) => void {
  const navigate = useNavigate()
  const refresh = useRefreshTenant()
  const signIn = useSignIn()
  const signOut = useSignOut()
  const lock = useLock()
  const lockTenant = useLockTenant()
  const shielded = useShield()
  return (deed) => {
    switch (deed.kind) {
      case 'go':
        void navigate({ to: deed.to })
        return
      case 'lookUp':
        void navigate({ to: '/look-up', search: { words: deed.words } })
        return
      case 'task':
        void navigate({ to: '/tasks', search: { tenant: deed.tenant, task: deed.task } })
        return
      case 'tenant':
        void navigate({ to: '/explorer', search: { tenant: deed.tenant } })
        return
      case 'access':
        void navigate({ to: '/access', search: { tenant: deed.tenant } })
        return
      case 'operation':
        void navigate({
          to: '/explorer',
          search: {
            ...(deed.tenant !== null && { tenant: deed.tenant }),
            document: deed.document,
            operation: deed.operation,
          },
        })
        return
      case 'refreshAll':
        for (const tenant of tenants) refresh.mutate(tenant)
        void navigate({ to: '/' })
        return
      case 'signIn':
        signIn.mutate(deed.tenant)
        // Whatever comes of it is told on the tenant's tile.
        void navigate({ to: '/' })
        return
      case 'signOut':
        signOut.mutate(deed.tenant)
        return
      case 'lock':
        lock.mutate()
        return
      case 'openTenant':
        askToOpen(deed.tenant)
        return
      case 'lockTenant':
        lockTenant.mutate(deed.tenant)
        return
      case 'ticket':
        askForTicket()
        return
      case 'shield':
        switchShield(!shielded)
        return
      default: {
        const never: never = deed
        return never
      }
    }
  }
}
