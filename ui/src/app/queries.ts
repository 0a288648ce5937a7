import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { Platform, Settings } from '#ipc/bindings'

/** How the program stands. */
export const useStatus = () => useQuery(read('appStatus', {}))

export const useTenants = () => useQuery(read('tenantsList', {}))

export const useSettings = () => useQuery(read('settingsGet', {}))

export const useSetSettings = () =>
  useMutation({ mutationFn: (settings: Settings) => ask('settingsSet', { settings }) })

/** The last request that was sent, if one was. */
export const useLastCall = () =>
  useQuery(
    read('historyList', {
      filter: { words: '', tenant: null, operation: null },
      window: { from: 0, atMost: 1 },
    }),
  )

export const useVaultRetry = () => useMutation({ mutationFn: () => ask('vaultRetry', {}) })

export const useLock = () => useMutation({ mutationFn: () => ask('vaultLock', {}) })

/** Opens the vault; a passphrase is asked for in the core's own window. */
export const useUnlock = () => useMutation({ mutationFn: () => ask('vaultUnlock', {}) })

export const useVaultSessionOnly = () =>
  useMutation({ mutationFn: () => ask('vaultSessionOnly', {}) })

/** Operations for the palette; asked only when something was typed. */
export const usePaletteHits = (words: string) =>
  useQuery({
    ...read('paletteSearch', { words, atMost: 12 }),
    enabled: words.trim().length > 1,
    placeholderData: (before) => before,
  })

/** What help-desk staff do most, for every kind of tenant there is. */
export const useTasks = () => useQuery(read('tasksList', { tenant: null }))

export const useRefreshTenant = () =>
  useMutation({ mutationFn: (tenant: string) => ask('dashboardRefresh', { tenant }) })

/** Signs in, then asks for the numbers that were waiting for it. */
export const useSignIn = () =>
  useMutation({
    mutationFn: async (tenant: string) => {
      const session = await ask('sessionBegin', { tenant })
      // Before somebody is signed in there are no numbers to be had.
      if (session.kind === 'active') await ask('dashboardRefresh', { tenant })
    },
  })

export const useSignOut = () =>
  useMutation({ mutationFn: (tenant: string) => ask('sessionEnd', { tenant }) })

/** On what the program runs; decides which keys are drawn. */
export function usePlatform(): Platform {
  return useStatus().data?.platform ?? 'linux'
}
