import type { TenantLine } from '#ipc/bindings'

/** Whether a person should look at this tenant. */
export const needsAttention = ({ health }: Pick<TenantLine, 'health'>): boolean =>
  health === 'notReachable' ||
  health === 'refused' ||
  health === 'rightMissing' ||
  health === 'slow'

/** How many tenants somebody is signed in to. */
export const signedIn = (tenants: readonly TenantLine[]): number =>
  tenants.filter(({ session }) => session.kind === 'active' || session.kind === 'renewing').length

/** How many tenants are open for changes. */
export const openForChanges = (tenants: readonly TenantLine[]): number =>
  tenants.filter(({ lock }) => lock.kind === 'open').length
