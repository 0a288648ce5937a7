import { useEffect, useEffectEvent, useMemo } from 'react'

import type { Failure } from '#ipc/errors'
import { turnOf } from '#lib/session'

import { mayAskAlone, type Pair, shapeOf } from './model'
import { useCards, useRefreshSeconds, useRounds, useTenants } from './queries'

type Dashboard = {
  /** Nothing while the list of tenants is on its way. */
  pairs: Pair[] | undefined
  failure: Failure | null
  readAgain: () => void
  seconds: number
  /** Whether the first numbers stand, or it is clear that none will come. */
  ready: boolean
  isAsking: (tenant: string) => boolean
  /** Why the last round could not even be begun; what the vendor answered is on the card. */
  failureOf: (tenant: string) => Failure | null
  refresh: (tenant: string) => void
  refreshAll: () => void
}

/** Coming back to the window sooner than this asks nobody again; vendors count their calls. */
const AGAIN_AFTER_MS = 30_000

/** Does something whenever the window comes to the front. */
function useFocus(act: () => void) {
  const onFocus = useEffectEvent(act)
  useEffect(() => {
    // Which window is in front is known by the window alone.
    const listen = () => onFocus()
    window.addEventListener('focus', listen)
    return () => window.removeEventListener('focus', listen)
  }, [])
}

/** The tenants, their cards, and the rounds of asking. One slow tenant holds up nobody. */
export function useDashboard(): Dashboard {
  const tenants = useTenants()
  const list = useMemo(() => tenants.data ?? [], [tenants.data])
  const ids = list.map((tenant) => tenant.id)
  const cards = useCards(ids)
  const seconds = useRefreshSeconds()
  const rounds = useRounds(
    list.map((tenant, index) => ({
      tenant: tenant.id,
      alone: cards[index]?.data !== undefined && mayAskAlone(cards[index].data),
    })),
    seconds,
  )

  // A round under way is joined rather than started anew.
  const again = (index: number) => void rounds[index]?.refetch({ cancelRefetch: false })
  const isAsking = (tenant: string) => {
    const round = rounds[ids.indexOf(tenant)]
    // Before the settings are read it is not known whether anybody will ask.
    return round?.isFetching === true || (seconds === undefined && round?.isPending === true)
  }
  useFocus(() => {
    if (seconds === undefined || seconds <= 0) return
    for (const [index, round] of rounds.entries()) {
      const card = cards[index]?.data
      const young = Date.now() - round.dataUpdatedAt < AGAIN_AFTER_MS
      if (card && mayAskAlone(card) && !round.isFetching && !young) again(index)
    }
  })
  const pairs = tenants.data?.map((tenant, index) => ({ tenant, card: cards[index]?.data }))

  return {
    pairs,
    failure: tenants.error,
    readAgain: () => void tenants.refetch(),
    seconds: seconds ?? 0,
    ready:
      pairs !== undefined &&
      seconds !== undefined &&
      pairs.every(({ tenant, card }) => shapeOf(card, isAsking(tenant.id)) !== 'loading'),
    isAsking,
    failureOf: (tenant) => rounds[ids.indexOf(tenant)]?.error ?? null,
    refresh: (tenant) => again(ids.indexOf(tenant)),
    refreshAll: () => {
      // Asking signs in when needed, which nobody wants for a tenant they signed out of.
      for (const index of ids.keys()) {
        const card = cards[index]?.data
        if (card?.health !== 'signedOut' && !(card && turnOf(card.session))) again(index)
      }
    },
  }
}
