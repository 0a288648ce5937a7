import { describe, expect, it } from 'vitest'

import type { LookUpHit, LookUpPart, Subject } from '#ipc/bindings'

import { sameWords } from './copy'
import {
  allKnown,
  answeredOf,
  beginning,
  happened,
  initials,
  knownOf,
  shownSubject,
  subjectKeys,
  subjectOf,
  told,
} from './model'
import { lookUpSearch } from './search'

const hit = (id: string, rest: Partial<LookUpHit> = {}): LookUpHit => ({
  id,
  label: 'User',
  name: id,
  state: null,
  facts: [],
  standsOut: [],
  events: [],
  coming: false,
  operation: 'GET /users',
  tasks: [],
  ...rest,
})

const part = (tenant: string, state: LookUpPart['state'], tookMs = 10): LookUpPart => ({
  tenant,
  state,
  tookMs,
})

const found = (hits: LookUpHit[], rest = 0): LookUpPart['state'] => ({
  kind: 'found',
  hits,
  rest,
  missing: [],
})

const subject = (name: string, hits: [string, string][], email?: string): Subject => ({
  name,
  knownAs: email === undefined ? [] : [{ by: 'email', value: email, tenants: 2 }],
  hits: hits.map(([tenant, id]) => ({ tenant, hit: id })),
})

describe('what is told while tenants answer', () => {
  it('replaces what was told of the same tenant, and keeps the order', () => {
    const look = [
      part('a', { kind: 'asking' }),
      part('b', { kind: 'asking' }),
      part('a', { kind: 'notSupported' }),
    ].reduce((before, each) => told(before, { kind: 'part', part: each }), beginning('t'))
    expect(look.parts.map(({ tenant, state }) => [tenant, state.kind])).toEqual([
      ['a', 'notSupported'],
      ['b', 'asking'],
    ])
  })

  it('is counted by who can be asked, and not being allowed is an answer', () => {
    const answered = answeredOf([
      part('a', found([]), 900),
      part('b', { kind: 'notAllowed', needs: [] }, 40),
      part('c', { kind: 'asking' }, 0),
      part('d', { kind: 'failed', error: { kind: 'notFound' } }, 5000),
      part('e', { kind: 'notSupported' }),
    ])
    expect(answered).toMatchObject({ answered: 2, of: 4, tookMs: 900 })
    expect(answered.failed).toHaveLength(1)
  })
})

describe('who is meant', () => {
  const jonas = subject('Jonas Lind', [['a', 'a#0']], 'j@x.example')
  const anna = subject('Anna Lind', [['a', 'a#1']])

  it('is the only one, or whom the address names, and nobody while that is open', () => {
    expect(shownSubject([jonas], undefined)).toBe(jonas)
    expect(shownSubject([jonas, anna], undefined)).toBeUndefined()
    expect(shownSubject([jonas, anna], 'Anna Lind')).toBe(anna)
    expect(shownSubject([jonas, anna], 'somebody else')).toBeUndefined()
  })
  it('is found again by any value, for a later answer may know more', () => {
    expect(subjectOf([jonas, anna], 'J@X.EXAMPLE')).toBe(jonas)
    expect(subjectOf([jonas, anna], 'Jonas Lind')).toBe(jonas)
  })
  it('is told apart from one who is known by nothing but the same name', () => {
    const twins = ['a#0', 'a#1'].map((id) => subject('Lind', [['a', id]]))
    expect(subjectKeys(twins)).toEqual(['Lind', 'Lind #2'])
    expect(subjectOf(twins, 'Lind #2')).toBe(twins[1])
  })
  it('is told from others with the same words', () => {
    const known = knownOf(part('a', found([hit('a#0'), hit('a#1')], 3)), anna, false)
    expect(known.hits.map(({ id }) => id)).toEqual(['a#1'])
    expect(known.others).toBe(4)
  })
  it('is the same because of what tenants share, not because of one alone', () => {
    const two = subject(
      'Jonas',
      [
        ['a', 'a#0'],
        ['b', 'b#0'],
      ],
      'j@x.example',
    )
    expect(sameWords(two, 'person')).toBe('Same person because e-mail matches in 2 tenants')
    expect(sameWords(jonas, 'person')).toBeNull()
  })
})

describe('what tenants know', () => {
  it('comes before what they do not, and a stopped tenant is not waited for', () => {
    const known = allKnown(
      [
        part('none', { kind: 'none', asked: [], missing: [] }),
        part('late', { kind: 'asking' }),
        part('other', found([hit('other#0')])),
        part('own', found([hit('own#0')])),
      ],
      subject('Own', [['own', 'own#0']]),
      false,
    )
    expect(known.map(({ part: { tenant } }) => tenant)).toEqual(['own', 'late', 'none', 'other'])
    expect(known.map(({ stopped }) => stopped)).toEqual([false, true, false, false])
  })

  it('folds what happened several times in a row, newest first', () => {
    const event = (at: string, title: string, bad = false) => ({ at, title, note: null, bad })
    const known = allKnown(
      [
        part('a', found([hit('a#0', { events: [event('2026-11-10T10:00:00Z', 'In')] })])),
        part(
          'b',
          found([
            hit('b#0', {
              events: [
                event('2026-11-10T10:02:00Z', 'Failed', true),
                event('2026-11-10T10:01:00Z', 'Failed', true),
                event('2026-11-10T09:00:00Z', 'Failed', true),
              ],
            }),
          ]),
        ),
      ],
      undefined,
      true,
    )
    expect(happened(known, false).map(({ title, times }) => [title, times])).toEqual([
      ['Failed', 2],
      ['In', 1],
      ['Failed', 1],
    ])
    expect(happened(known, true).map(({ times }) => times)).toEqual([3])
  })
})

it('draws a face from the letters of a name', () => {
  expect(['Jonas Lind', 'jlind', 'Lind, Jonas', 'LT-0977', ''].map(initials)).toEqual([
    'JL',
    'JL',
    'LJ',
    'L0',
    '?',
  ])
})

it('reads only what it knows from an address', () => {
  expect(lookUpSearch({ words: 4711, what: 'computer', subject: 'x', other: 1 })).toEqual({
    words: '4711',
    what: 'computer',
    subject: 'x',
  })
  expect(lookUpSearch({ words: '  ', what: 'animal', subject: 'x' })).toEqual({})
})
