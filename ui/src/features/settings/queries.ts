import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { Settings } from '#ipc/bindings'

export const useStatus = () => useQuery(read('appStatus', {}))

export const useSettings = () => useQuery(read('settingsGet', {}))

/** What the administrators of this machine fix. */
export const usePolicy = () => useQuery(read('policyGet', {}))

export const useSetSettings = () =>
  useMutation({ mutationFn: (settings: Settings) => ask('settingsSet', { settings }) })

export const useVaultRetry = () => useMutation({ mutationFn: () => ask('vaultRetry', {}) })

export const useVaultSessionOnly = () =>
  useMutation({ mutationFn: () => ask('vaultSessionOnly', {}) })

/** What can be done with a vault that is open. Passphrases are asked for in the core's own window. */
export type VaultDeed = 'lock' | 'setPassphrase' | 'removePassphrase' | 'changeKey'

const vaultCommand = {
  lock: 'vaultLock',
  setPassphrase: 'vaultSetPassphrase',
  removePassphrase: 'vaultRemovePassphrase',
  changeKey: 'vaultChangeKey',
} as const satisfies Record<VaultDeed, string>

export const useVaultDeed = () =>
  useMutation({ mutationFn: (deed: VaultDeed) => ask(vaultCommand[deed], {}) })

export const useVaultSetAside = () => useMutation({ mutationFn: () => ask('vaultSetAside', {}) })
