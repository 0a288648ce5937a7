import { useMutation, useQueries, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { SessionView } from '#ipc/bindings'
import { talk, type TalkDeed } from '#ipc/talk'

/** How often cards are asked again when the settings do not say. */
const USUAL_SECONDS = 300

export const useTenants = () => useQuery(read('tenantsList', {}))

export const useDemoAvailable = (): boolean =>
  useQuery(read('appStatus', {})).data?.demoAvailable ?? false

/** Every card, each with a query of its own. */
export const useCards = (tenants: readonly string[]) =>
  useQueries({ queries: tenants.map((tenant) => read('dashboardCard', { tenant })) })

/** What waits for a person, as far as the tenants' last rounds told; asks nobody. */
export const useWaiting = () => useQuery(read('dashboardWaiting', {}))

/** Seconds between two rounds of asking; nothing while that is not known. */
export function useRefreshSeconds(): number | undefined {
  const settings = useQuery(read('settingsGet', {}))
  if (settings.isPending) return undefined
  return settings.data?.refreshSeconds ?? USUAL_SECONDS
}

/** Which tenants are asked without anybody pressing a button. */
export type Asked = { tenant: string; alone: boolean }

/**
 * Asks every tenant for its numbers, each on its own: at once, then again and again.
 *
 * A round is a query, so that two parts asking at the same time make one call. What it answers
 * does not matter; the cards are read again because the command says that it changes them.
 */
export const useRounds = (asked: readonly Asked[], seconds: number | undefined) =>
  useQueries({
    queries: asked.map(({ tenant, alone }) => ({
      queryKey: ['dashboardRefresh', { tenant }],
      queryFn: () => ask('dashboardRefresh', { tenant }),
      enabled: alone && seconds !== undefined && seconds > 0,
      refetchInterval: seconds !== undefined && seconds > 0 ? seconds * 1000 : false,
      refetchIntervalInBackground: true,
      staleTime: 0,
    })),
  })

/** Signs in, then asks for the numbers that were waiting for it. */
export const useSignIn = () =>
  useMutation({
    mutationFn: async (tenant: string) => {
      await andNumbers(tenant, await ask('sessionBegin', { tenant }))
    },
  })

/** Asks for the numbers once somebody is signed in; before that there are none to be had. */
async function andNumbers(tenant: string, session: SessionView | null): Promise<void> {
  if (session?.kind === 'active') await ask('dashboardRefresh', { tenant })
}

/** Does something with a sign-in that waits for a person, and asks for the numbers at its end. */
export const useTalk = (tenant: string) =>
  useMutation({
    mutationFn: async (deed: TalkDeed) => andNumbers(tenant, await talk(tenant, deed)),
  })

export const useSignOut = () =>
  useMutation({ mutationFn: (tenant: string) => ask('sessionEnd', { tenant }) })

export const useDemoAdd = () => useMutation({ mutationFn: () => ask('demoAdd', {}) })

/** The last requests that were sent, newest first. */
export const useRecentCalls = () =>
  useQuery(
    read('historyList', {
      filter: { words: '', tenant: null, operation: null },
      window: { from: 0, atMost: 12 },
    }),
  )

export const useLockTenant = () =>
  useMutation({ mutationFn: (tenant: string) => ask('tenantLock', { tenant }) })
