import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { Settings } from '#ipc/bindings'

export const useStatus = () => useQuery(read('appStatus', {}))

export const useSettings = () => useQuery(read('settingsGet', {}))

export const useSetSettings = () =>
  useMutation({ mutationFn: (settings: Settings) => ask('settingsSet', { settings }) })

export const useVaultRetry = () => useMutation({ mutationFn: () => ask('vaultRetry', {}) })

export const useVaultSessionOnly = () =>
  useMutation({ mutationFn: () => ask('vaultSessionOnly', {}) })

export const useVaultSetAside = () => useMutation({ mutationFn: () => ask('vaultSetAside', {}) })
