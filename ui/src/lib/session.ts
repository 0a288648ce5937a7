import type { SessionView, TokenLife } from '#ipc/bindings'

export type { SessionView }

/** Below this the ring and the figure ask for attention. */
const SOON_MS = 2 * 60_000

/** How a session stands, as the ring and its words need it. */
export type Life =
  | { state: 'signedOut' }
  | { state: 'working'; word: string }
  | { state: 'counting'; leftMs: number; left: number; soon: boolean }
  | { state: 'idle'; minutes: number }
  | { state: 'notSaid' }
  | { state: 'ended' }

/** What a session is at a moment. A token whose end has passed has ended, whoever notices first. */
export function lifeAt(session: SessionView, now: number): Life {
  switch (session.kind) {
    case 'signedOut':
      return { state: 'signedOut' }
    case 'signingIn':
      return { state: 'working', word: 'Signing in' }
    case 'renewing':
      return { state: 'working', word: 'Renewing' }
    case 'lapsed':
      return { state: 'ended' }
    case 'active':
      return activeLife(session.since, session.life, now)
    default: {
      const never: never = session
      return never
    }
  }
}

function activeLife(since: string, life: TokenLife, now: number): Life {
  switch (life.kind) {
    case 'until': {
      const [start, end] = [Date.parse(since), Date.parse(life.at)]
      if (Number.isNaN(end)) return { state: 'notSaid' }
      const leftMs = end - now
      if (leftMs <= 0) return { state: 'ended' }
      const whole = Number.isNaN(start) ? leftMs : Math.max(end - start, 1)
      return {
        state: 'counting',
        leftMs,
        left: Math.min(1, leftMs / whole),
        soon: leftMs < SOON_MS,
      }
    }
    case 'idle':
      return { state: 'idle', minutes: life.minutes }
    case 'notSaid':
      return { state: 'notSaid' }
    default: {
      const never: never = life
      return never
    }
  }
}
