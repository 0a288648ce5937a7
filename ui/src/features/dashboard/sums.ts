import type { FigureView, WaitingView, WaitKind } from '#ipc/bindings'
import { type Point, sumOf } from '#lib/trend'

import type { Pair } from './model'

/** A sum over tenants, and what it is missing. */
export type Sum = {
  id: WaitKind | 'sessions'
  /** Nothing while no tenant has said anything. */
  value: number | null
  /** How much of it is whose, most first. */
  parts: readonly { name: string; value: number }[]
  /** How much of it is old, and from when the oldest is. */
  old: { value: number; asOf: string } | null
  /** The tenants of which something that may belong to it is not known. */
  missing: readonly string[]
  /** The tenants that nobody has asked yet. */
  unasked: readonly string[]
  /** How it went, in those tenants whose numbers mean the same. */
  trend: readonly Point[]
  trendOf: readonly string[]
}

/**
 * The numbers on cards that mean the same as a sum, by their ids in the catalogue.
 *
 * A sum is only ever of what waits or of these; a number that merely looks alike is left out.
 */
const SAME: Readonly<Record<Sum['id'], readonly string[]>> = {
  decision: ['requests.waiting', 'requests.admin'],
  lockedOut: ['users.locked-out', 'users.failing'],
  rotation: ['accounts.failing'],
  agent: [],
  expiry: [],
  component: [],
  sessions: ['sessions.live', 'connections.now'],
}

/** What stands in the strip, in its order. */
const WAITING: readonly WaitKind[] = ['decision', 'lockedOut', 'agent', 'rotation', 'expiry']

const alike = (id: Sum['id'], { card }: Pair): FigureView[] =>
  card?.figures.filter((figure) => SAME[id].includes(figure.id)) ?? []

function trendsOf(id: Sum['id'], pairs: readonly Pair[]): Pick<Sum, 'trend' | 'trendOf'> {
  const seen = pairs.flatMap((pair) =>
    alike(id, pair)
      .filter(({ trend }) => trend.length > 1)
      .map(({ trend }) => ({ name: pair.tenant.name, trend })),
  )
  return {
    trend: sumOf(seen.map(({ trend }) => trend)),
    trendOf: [...new Set(seen.map(({ name }) => name))],
  }
}

type Share = { name: string; value: number; asOf: string | null }

function summed(shares: readonly Share[]): Pick<Sum, 'value' | 'parts' | 'old'> {
  const names = [...new Set(shares.map(({ name }) => name))]
  const total = (some: readonly Share[]) => some.reduce((sum, { value }) => sum + value, 0)
  const stale = shares.filter(({ asOf, value }) => asOf !== null && value > 0)
  const [oldest] = stale.flatMap(({ asOf }) => asOf ?? []).toSorted()
  return {
    value: total(shares),
    parts: names
      .map((name) => ({ name, value: total(shares.filter((share) => share.name === name)) }))
      .filter(({ value }) => value > 0)
      .toSorted((one, other) => other.value - one.value),
    old: oldest === undefined ? null : { value: total(stale), asOf: oldest },
  }
}

function waitingSum(kind: WaitKind, view: WaitingView, pairs: readonly Pair[]): Sum {
  const names = new Map(pairs.map(({ tenant }) => [tenant.id, tenant.name]))
  const shares = view.lines.flatMap((line): Share[] => {
    const name = names.get(line.tenant)
    return line.what === kind && name !== undefined ? [{ name, value: 1, asOf: line.asOf }] : []
  })
  const unknown = view.missing.filter(
    // What could not be asked again is there, with its age.
    (each) =>
      each.what === kind &&
      !(
        each.why.kind === 'failed' &&
        view.lines.some(
          (line) => line.tenant === each.tenant && line.label === each.label && line.asOf !== null,
        )
      ),
  )
  const missing = [...new Set(unknown.map(({ tenant }) => tenant))].flatMap(
    (id) => names.get(id) ?? [],
  )
  const unasked = view.notLoaded.flatMap((id) => names.get(id) ?? [])
  const silent =
    view.lines.length === 0 && pairs.every(({ tenant }) => view.notLoaded.includes(tenant.id))
  const sum = summed(shares)
  return {
    id: kind,
    ...sum,
    value: silent ? null : sum.value,
    missing,
    unasked,
    ...trendsOf(kind, pairs),
  }
}

function sessionsSum(pairs: readonly Pair[]): Sum | null {
  const figures = pairs.flatMap((pair) =>
    alike('sessions', pair).map(({ value }) => ({ name: pair.tenant.name, value })),
  )
  // Where no product counts its sessions there is nothing to be summed.
  if (figures.length === 0) return null
  const shares = figures.flatMap(({ name, value }): Share[] => {
    if (value.kind === 'known') return [{ name, value: value.value, asOf: null }]
    return value.kind === 'notReachable' && value.last !== null
      ? [{ name, value: value.last, asOf: value.asOf }]
      : []
  })
  const said = new Set(shares.map(({ name }) => name))
  const without = (unasked: boolean) => [
    ...new Set(
      figures
        .filter(({ name, value }) => !said.has(name) && (value.kind === 'notLoaded') === unasked)
        .map(({ name }) => name),
    ),
  ]
  const sum = summed(shares)
  return {
    id: 'sessions',
    ...sum,
    value: shares.length === 0 ? null : sum.value,
    missing: without(false),
    unasked: without(true),
    ...trendsOf('sessions', pairs),
  }
}

/** The sums over the tenants that are shown. */
export function sumsOf(view: WaitingView | undefined, pairs: readonly Pair[]): Sum[] {
  const sessions = sessionsSum(pairs)
  return [
    ...(view ? WAITING.map((kind) => waitingSum(kind, view, pairs)) : []),
    ...(sessions ? [sessions] : []),
  ]
}
