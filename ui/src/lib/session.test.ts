import { describe, expect, it } from 'vitest'

import { lifeAt, type SignInStage, turnOf } from './session'

const since = '2026-11-10T10:00:00Z'
const at = '2026-11-10T11:00:00Z'
const now = (time: string) => Date.parse(`2026-11-10T${time}Z`)
const active = {
  kind: 'active',
  since,
  life: { kind: 'until', at },
  renewedEarly: null,
} as const

describe('the life of a token', () => {
  it('counts what is left of the whole', () => {
    expect(lifeAt(active, now('10:45:00'))).toEqual({
      state: 'counting',
      leftMs: 900_000,
      left: 0.25,
      soon: false,
    })
  })
  it('asks for attention in its last two minutes', () => {
    expect(lifeAt(active, now('10:58:30'))).toMatchObject({ state: 'counting', soon: true })
  })
  it('has ended once its time has passed, whoever notices first', () => {
    expect(lifeAt(active, now('11:00:00'))).toEqual({ state: 'ended' })
  })
  it('never says that a token lives for ever', () => {
    expect(lifeAt({ ...active, life: { kind: 'notSaid' } }, 0)).toEqual({ state: 'notSaid' })
    expect(lifeAt({ ...active, life: { kind: 'until', at: 'never' } }, 0)).toEqual({
      state: 'notSaid',
    })
  })
  it('is idle, renewing, over or not there', () => {
    expect(lifeAt({ ...active, life: { kind: 'idle', minutes: 20, at: null } }, 0)).toEqual({
      state: 'idle',
      minutes: 20,
      until: null,
    })
    expect(lifeAt({ kind: 'renewing' }, 0)).toEqual({ state: 'working', word: 'Renewing' })
    expect(lifeAt({ kind: 'lapsed', why: { kind: 'ended' } }, 0)).toEqual({ state: 'ended' })
    expect(lifeAt({ kind: 'signedOut' }, 0)).toEqual({ state: 'signedOut' })
  })
  it('counts the time without a call, once it is known when that ends', () => {
    const idle = { ...active, life: { kind: 'idle', minutes: 20, at } } as const
    expect(lifeAt(idle, now('10:45:00'))).toEqual({
      state: 'idle',
      minutes: 20,
      until: { leftMs: 900_000, left: 0.75, soon: false },
    })
    expect(lifeAt(idle, now('10:59:00'))).toMatchObject({ until: { soon: true } })
    expect(lifeAt(idle, now('11:00:00'))).toEqual({ state: 'ended' })
  })
})

describe('a sign-in that talks', () => {
  const at = (stage: SignInStage) => ({ kind: 'signingIn', stage }) as const
  const approving = { kind: 'approving', sentence: null } as const

  it('says whose turn it is', () => {
    expect(lifeAt(at({ kind: 'sending' }), 0)).toEqual({ state: 'working', word: 'Signing in' })
    expect(lifeAt(at(approving), 0)).toMatchObject({ state: 'yourTurn' })
    expect(lifeAt({ kind: 'lapsed', why: { kind: 'needsPerson' } }, 0)).toMatchObject({
      state: 'yourTurn',
    })
  })
  it('has a turn for the person only when it waits for one', () => {
    expect(turnOf(at(approving))).toEqual(approving)
    expect(turnOf(at({ kind: 'sending' }))).toBeNull()
    expect(turnOf({ kind: 'signedOut' })).toBeNull()
  })
})
