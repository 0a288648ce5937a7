import type { Health, SessionView, SignInStage, TokenLife } from '#ipc/bindings'

export type { SessionView, SignInStage }
export type { TalkDeed } from '#ipc/talk'

/** Below this the ring and the figure ask for attention. */
const SOON_MS = 2 * 60_000

/** What is left of a whole, and whether that is little. */
type Left = { leftMs: number; left: number; soon: boolean }

/** How a session stands, as the ring and its words need it. */
export type Life =
  | { state: 'signedOut' }
  | { state: 'working'; word: string }
  | { state: 'yourTurn'; word: string }
  | ({ state: 'counting' } & Left)
  | { state: 'idle'; minutes: number; until: Left | null }
  | { state: 'notSaid' }
  | { state: 'ended' }

const stageLife: Readonly<Record<SignInStage['kind'], Life>> = {
  sending: { state: 'working', word: 'Signing in' },
  asked: { state: 'yourTurn', word: 'Asks for an answer' },
  opened: { state: 'yourTurn', word: 'Waits for the browser' },
  approving: { state: 'yourTurn', word: 'Waits for approval' },
}

/** What a session is at a moment. A token whose end has passed has ended, whoever notices first. */
export function lifeAt(session: SessionView, now: number): Life {
  switch (session.kind) {
    case 'signedOut':
      return { state: 'signedOut' }
    case 'signingIn':
      return stageLife[session.stage.kind]
    case 'renewing':
      return { state: 'working', word: 'Renewing' }
    case 'lapsed':
      return session.why.kind === 'needsPerson'
        ? { state: 'yourTurn', word: 'Needs you to sign in' }
        : { state: 'ended' }
    case 'active':
      return activeLife(session.since, session.life, now)
    default: {
      const never: never = session
      return never
    }
  }
}

const leftOf = (leftMs: number, wholeMs: number): Left => ({
  leftMs,
  left: Math.min(1, leftMs / Math.max(wholeMs, 1)),
  soon: leftMs < SOON_MS,
})

function activeLife(since: string, life: TokenLife, now: number): Life {
  switch (life.kind) {
    case 'until': {
      const [start, end] = [Date.parse(since), Date.parse(life.at)]
      if (Number.isNaN(end)) return { state: 'notSaid' }
      const leftMs = end - now
      if (leftMs <= 0) return { state: 'ended' }
      return { state: 'counting', ...leftOf(leftMs, Number.isNaN(start) ? leftMs : end - start) }
    }
    case 'idle': {
      const end = life.at === null ? Number.NaN : Date.parse(life.at)
      if (Number.isNaN(end)) return { state: 'idle', minutes: life.minutes, until: null }
      const leftMs = end - now
      if (leftMs <= 0) return { state: 'ended' }
      return { state: 'idle', minutes: life.minutes, until: leftOf(leftMs, life.minutes * 60_000) }
    }
    case 'notSaid':
      return { state: 'notSaid' }
    default: {
      const never: never = life
      return never
    }
  }
}

/** A session that is over without anybody having refused it: then the tenant is only signed out. */
export const shownHealth = ({
  health,
  session,
}: {
  health: Health
  session: SessionView
}): Health =>
  health === 'refused' &&
  session.kind === 'lapsed' &&
  (session.why.kind === 'needsPerson' || session.why.kind === 'ended')
    ? 'signedOut'
    : health

/** What a sign-in waits for from a person; nothing while it is not their turn. */
export const turnOf = (session: SessionView): Exclude<SignInStage, { kind: 'sending' }> | null =>
  session.kind === 'signingIn' && session.stage.kind !== 'sending' ? session.stage : null

/** Since when a token stands in for one that the vendor ended before its time. */
export const renewedEarly = (session: SessionView): string | null =>
  session.kind === 'active' ? session.renewedEarly : null
