import { describe, expect, it } from 'vitest'

import type { CardView, SignInStage } from '#ipc/bindings'
import { dashboardAnswers } from '#ipc/testing/fixture-dashboard'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { callsOf, environmentsOf, isOld, mayAskAlone, type Pair, shapeOf } from './model'

const session = { kind: 'signedOut' } as const
const tenants = tenantsOf('')
const answers = dashboardAnswers(tenants, '')
const pairs: Pair[] = await Promise.all(
  tenants.map(async (tenant) => ({
    tenant,
    card: await answers.dashboardCard?.({ tenant: tenant.id }, () => undefined),
  })),
)
const card = (id: string): CardView => {
  const found = pairs.find(({ tenant }) => tenant.id === id)?.card
  if (!found) throw new Error(`no card ${id}`)
  return found
}

describe('the shape of a tile', () => {
  it('keeps numbers it has, whatever else is so', () => {
    expect(shapeOf(card('plants'), true)).toBe('full')
    expect(shapeOf({ ...card('vault-eu'), health: 'signedOut' }, false)).toBe('full')
  })
  it('loads, waits for a person, or has not been asked', () => {
    expect(shapeOf(undefined, false)).toBe('loading')
    expect(shapeOf({ ...card('vault-test'), health: 'notLoaded' }, true)).toBe('loading')
    expect(shapeOf({ ...card('vault-test'), health: 'notLoaded' }, false)).toBe('notLoaded')
    expect(shapeOf(card('vault-test'), false)).toBe('signedOut')
  })
  it('does not take numbers that nobody has asked for as an answer', () => {
    const unasked = { ...card('vault-test'), health: 'notLoaded' as const }
    expect(unasked.figures.length).toBeGreaterThan(0)
    expect(shapeOf(unasked, true)).toBe('loading')
    expect(shapeOf({ ...unasked, refreshing: true }, false)).toBe('loading')
  })
  it('tells why there are no numbers when the first try failed', () => {
    expect(shapeOf({ ...card('plants'), figures: [] }, false)).toBe('full')
  })
})

describe('asking without a person', () => {
  it('neither undoes a sign-out nor repeats a refused sign-in', () => {
    expect([
      mayAskAlone({ health: 'signedOut', session }),
      mayAskAlone({ health: 'refused', session }),
      mayAskAlone({ health: 'notLoaded', session }),
      mayAskAlone({ health: 'notReachable', session }),
    ]).toEqual([false, false, true, true])
  })

  it('begins no second sign-in beside one that waits for a person', () => {
    const asks = (stage: SignInStage) =>
      mayAskAlone({ health: 'healthy', session: { kind: 'signingIn', stage } })
    expect([
      asks({ kind: 'approving', sentence: null }),
      asks({ kind: 'opened', address: 'https://h.example', code: null, lastsMs: null }),
      asks({ kind: 'sending' }),
    ]).toEqual([false, false, true])
  })
})

describe('what needs attention', () => {
  it('comes most urgent first and leaves out who is well', () => {
    expect(callsOf(pairs).map((call) => [call.tenant, call.health])).toEqual([
      ['plants', 'notReachable'],
      ['endpoints', 'rightMissing'],
      ['access-test', 'slow'],
      ['vault-test', 'signedOut'],
    ])
  })
  it('counts the rights that are missing', () => expect(callsOf(pairs)[1]?.rights).toBe(1))
})

describe('old numbers', () => {
  const now = Date.parse('2026-11-10T10:10:00Z')
  const at = (asOf: string | null, health: CardView['health'] = 'healthy') => ({
    ...card('vault-eu'),
    asOf,
    health,
  })
  it('are those of a try that failed, or older than three rounds', () => {
    expect(isOld(at('2026-11-10T10:09:50Z', 'notReachable'), 60, now)).toBe(true)
    expect(isOld(at('2026-11-10T10:06:00Z'), 60, now)).toBe(true)
    expect(isOld(at('2026-11-10T10:08:00Z'), 60, now)).toBe(false)
    expect(isOld(at('2026-11-10T08:00:00Z'), 0, now)).toBe(false)
    expect(isOld(at(null), 60, now)).toBe(false)
  })
})

it('offers the environments that occur', () => {
  expect(environmentsOf(tenants)).toEqual(['production', 'test'])
  expect(environmentsOf(tenantsOf('demo'))).toEqual(['demo'])
})
