import { describe, expect, it } from 'vitest'

import { lifeAt } from './session'

const since = '2026-11-10T10:00:00Z'
const at = '2026-11-10T11:00:00Z'
const now = (time: string) => Date.parse(`2026-11-10T${time}Z`)
const active = { kind: 'active', since, life: { kind: 'until', at } } as const

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
    expect(lifeAt({ ...active, life: { kind: 'idle', minutes: 20 } }, 0)).toEqual({
      state: 'idle',
      minutes: 20,
    })
    expect(lifeAt({ kind: 'renewing' }, 0)).toEqual({ state: 'working', word: 'Renewing' })
    expect(lifeAt({ kind: 'lapsed', why: { kind: 'ended' } }, 0)).toEqual({ state: 'ended' })
    expect(lifeAt({ kind: 'signedOut' }, 0)).toEqual({ state: 'signedOut' })
  })
})
