import { describe, expect, it } from 'vitest'

import type { FigureState, FigureView, WaitingLine, WaitingView } from '#ipc/bindings'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { noteOf, sumSentences, trendWords } from './copy-waiting'
import type { Pair } from './model'
import { type Sum, sumsOf } from './sums'
import { groupsOf, kindsOf, missingByTenant, narrowed } from './waiting'

const now = Date.parse('2026-11-10T12:00:00Z')
const figure = (id: string, value: FigureState, values: number[] = []): FigureView => ({
  id,
  label: id,
  value,
  of: null,
  attention: false,
  operation: 'GET /things',
  trend: values.map((each, index) => ({
    at: new Date(now - (values.length - index) * 600_000).toISOString(),
    value: each,
  })),
})

const pairOf = (id: string, figures: FigureView[]): Pair => {
  const tenant = tenantsOf('').find((each) => each.id === id)
  if (!tenant) throw new Error(`no tenant ${id}`)
  return {
    tenant,
    card: {
      tenant: id,
      health: 'healthy',
      refreshing: false,
      problem: null,
      version: null,
      answeredInMs: null,
      session: tenant.session,
      budget: null,
      figures,
      bar: null,
      asOf: null,
    },
  }
}

const line = (tenant: string, rest: Partial<WaitingLine> = {}): WaitingLine => ({
  tenant,
  what: 'decision',
  label: 'Access requests',
  title: 'Somebody',
  note: null,
  since: null,
  due: null,
  urgency: 'now',
  operation: 'GET /things',
  task: null,
  asOf: null,
  ...rest,
})

const view = (rest: Partial<WaitingView> = {}): WaitingView => ({
  lines: [],
  missing: [],
  notLoaded: [],
  ...rest,
})

const of = (id: Sum['id'], sums: readonly Sum[]): Sum => {
  const found = sums.find((sum) => sum.id === id)
  if (!found) throw new Error(`no sum ${id}`)
  return found
}

const vault = pairOf('vault-eu', [
  figure('requests.waiting', { kind: 'known', value: 2 }, [1, 2]),
  figure('sessions.live', { kind: 'known', value: 9 }, [3, 9]),
])
const plants = pairOf('plants', [
  figure('connections.now', {
    kind: 'notReachable',
    last: 6,
    asOf: '2026-11-10T10:31:00Z',
  }),
])
const remote = pairOf('remote', [figure('jobs.running', { kind: 'known', value: 50 })])

describe('a sum over tenants', () => {
  it('adds up what waits, and says whose it is', () => {
    const lines = [line('vault-eu'), line('vault-eu'), line('remote'), line('elsewhere')]
    const sum = of('decision', sumsOf(view({ lines }), [vault, plants, remote]))
    expect(sum.value).toBe(3)
    expect(noteOf(sum)).toEqual({ tone: 'plain', words: 'Vault EU 2, Remote access 1' })
  })

  it('only takes numbers that mean the same, and says how old a part is', () => {
    const sum = of('sessions', sumsOf(view(), [vault, plants, remote]))
    expect(sum.value).toBe(15)
    expect(sum.old).toEqual({ value: 6, asOf: '2026-11-10T10:31:00Z' })
    expect(noteOf(sum).words).toMatch(/^6 from \d\d:31$/)
    expect(sum.trendOf).toEqual(['Vault EU'])
    expect(sum.trend.map(({ value }) => value)).toEqual([3, 9])
  })

  it('names whom it is without, by the kind of what could not be asked for', () => {
    const missing = [
      {
        tenant: 'remote',
        what: 'decision' as const,
        label: 'Access requests',
        why: { kind: 'notAllowed' as const, needs: [] },
      },
    ]
    const sums = sumsOf(view({ lines: [line('vault-eu')], missing }), [vault, remote])
    expect(noteOf(of('decision', sums))).toEqual({
      tone: 'missing',
      words: 'without Remote access',
    })
    expect(of('lockedOut', sums).missing).toEqual([])
    expect(sumSentences(of('decision', sums))).toBe('Vault EU 1. Not fully known: Remote access.')
  })

  it('has the old lines of a tenant that failed, rather than being without it', () => {
    const asOf = '2026-11-10T10:31:00Z'
    const sum = of(
      'decision',
      sumsOf(
        view({
          lines: [line('plants', { asOf })],
          missing: [
            {
              tenant: 'plants',
              what: 'decision',
              label: 'Access requests',
              why: { kind: 'failed', error: { kind: 'notFound' } },
            },
          ],
        }),
        [plants],
      ),
    )
    expect(sum).toMatchObject({ value: 1, missing: [], old: { value: 1, asOf } })
  })

  it('is nothing, not zero, before anybody was asked', () => {
    const sums = sumsOf(view({ notLoaded: ['vault-eu'] }), [pairOf('vault-eu', [])])
    expect(of('decision', sums).value).toBeNull()
    expect(sums.some(({ id }) => id === 'sessions')).toBe(false)
    expect(sumsOf(undefined, [remote])).toEqual([])
  })
})

it('says in a sentence how a number went', () => {
  const { trend } = figure('x', { kind: 'known', value: 4 }, [2, 5, 4])
  expect(trendWords(trend, now, ['Vault EU'])).toMatch(
    /^Trend in Vault EU: from 2 \(\d\d:\d\d\) to 4, between 2 and 5$/,
  )
  expect(trendWords([], now)).toBe('')
})

describe('what waits', () => {
  const lines = [
    line('vault-eu', { urgency: 'later', what: 'agent' }),
    line('remote'),
    line('remote', { urgency: 'later', title: 'Second' }),
  ]
  it('is grouped by how much it presses, in each group as it came', () => {
    expect(
      groupsOf(lines).map((group) => [group.urgency, group.lines.map(({ title }) => title)]),
    ).toEqual([
      ['now', ['Somebody']],
      ['later', ['Somebody', 'Second']],
    ])
  })
  it('offers the kinds that occur', () =>
    expect(kindsOf(lines)).toEqual([
      { kind: 'decision', times: 2 },
      { kind: 'agent', times: 1 },
    ]))
  it('is narrowed to tenants and a kind, with what is missing of them', () => {
    const missing = ['remote', 'plants', 'remote'].map((tenant, index) => ({
      tenant,
      what: 'decision' as const,
      label: `List ${index}`,
      why: { kind: 'notSupported' as const },
    }))
    const near = narrowed(
      view({ lines, missing, notLoaded: ['plants'] }),
      new Set(['remote']),
      'decision',
    )
    expect(near.lines).toHaveLength(2)
    expect(near.notLoaded).toEqual([])
    expect(missingByTenant(near.missing).map(({ lists }) => lists.length)).toEqual([2])
  })
})
