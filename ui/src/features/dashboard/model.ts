import type { CardView, Environment, Health, TenantLine } from '#ipc/bindings'
import { shownHealth, turnOf } from '#lib/session'

/** A tenant and what is known of it; nothing before its card was read the first time. */
export type Pair = { tenant: TenantLine; card: CardView | undefined }

/** How a card is drawn. */
export type Shape = 'loading' | 'signedOut' | 'notLoaded' | 'full'

/** Which shape a card has. Numbers that are known are shown whatever else is so. */
export function shapeOf(card: CardView | undefined, asking: boolean): Shape {
  if (!card) return 'loading'
  if (card.asOf !== null || card.figures.some(({ value }) => value.kind !== 'notLoaded'))
    return 'full'
  if (asking || card.refreshing) return 'loading'
  if (card.problem) return 'full'
  if (card.health === 'signedOut') return 'signedOut'
  return card.health === 'notLoaded' ? 'notLoaded' : 'full'
}

/**
 * Whether a tenant may be asked without a person wanting it now.
 *
 * Asking signs in when needed: that would undo a sign-out, and another try after a refusal
 * might lock the account.
 */
export const mayAskAlone = ({ health, session }: Pick<CardView, 'health' | 'session'>): boolean =>
  health !== 'signedOut' &&
  health !== 'refused' &&
  session.kind !== 'lapsed' &&
  // Asking now would begin a second sign-in beside the one that waits for a person.
  turnOf(session) === null

/** Whether the numbers are old: the last try failed, or three rounds have passed. */
export function isOld(card: CardView, seconds: number, now: number): boolean {
  if (card.asOf === null) return false
  if (card.health === 'notReachable' || card.health === 'refused') return true
  return seconds > 0 && now - Date.parse(card.asOf) > 3 * seconds * 1000
}

/** Why a tenant needs a look, most urgent first. */
export type Call = {
  tenant: string
  name: string
  health: Exclude<Health, 'healthy' | 'notLoaded'>
  rights: number
}

const URGENCY: Readonly<Record<Call['health'], number>> = {
  notReachable: 0,
  refused: 1,
  rightMissing: 2,
  slow: 3,
  signedOut: 4,
}

/** The tenants that need a look. */
export function callsOf(pairs: readonly Pair[]): Call[] {
  return pairs
    .flatMap(({ tenant, card }): Call[] => {
      const health = shownHealth(card ?? tenant)
      if (health === 'healthy' || health === 'notLoaded') return []
      const rights =
        card?.figures.filter((figure) => figure.value.kind === 'notAllowed').length ?? 0
      return [{ tenant: tenant.id, name: tenant.name, health, rights }]
    })
    .toSorted((one, other) => URGENCY[one.health] - URGENCY[other.health])
}

/** The environments that occur, in their usual order. */
export function environmentsOf(tenants: readonly TenantLine[]): Environment[] {
  const order: readonly Environment[] = ['production', 'test', 'demo']
  return order.filter((environment) => tenants.some((tenant) => tenant.environment === environment))
}
