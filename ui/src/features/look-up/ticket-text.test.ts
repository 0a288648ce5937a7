import { expect, it } from 'vitest'

import type { LookUpHit, Subject } from '#ipc/bindings'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { byId, type Known } from './model'
import { ticketText } from './ticket-text'

const hit: LookUpHit = {
  id: 'remote#0',
  label: 'User',
  name: 'Jonas Lind',
  state: { word: 'Locked out', tone: 'bad' },
  facts: [],
  standsOut: [{ title: '5 failed sign-ins', note: 'from 10.20.4.61', task: null }],
  events: [],
  coming: false,
  operation: 'GET /user',
  tasks: [],
}
const known: Known[] = [
  {
    part: {
      tenant: 'remote',
      state: { kind: 'found', hits: [hit], rest: 0, missing: [] },
      tookMs: 1,
    },
    hits: [hit],
    others: 0,
    stopped: false,
  },
  {
    part: { tenant: 'plants', state: { kind: 'failed', error: { kind: 'cancelled' } }, tookMs: 1 },
    hits: [],
    others: 0,
    stopped: false,
  },
  {
    part: { tenant: 'endpoints', state: { kind: 'notSupported' }, tookMs: 1 },
    hits: [],
    others: 0,
    stopped: false,
  },
]
const subject: Subject = {
  name: 'Jonas Lind',
  knownAs: [{ by: 'account', value: 'jlind', tenants: 1 }],
  hits: [],
}

it('tells a ticket who it is, how each tenant has them, and what stands out', () => {
  const text = ticketText({
    subject,
    what: 'person',
    known,
    tenants: byId(tenantsOf('')),
    ticket: 'INC1',
    at: Date.parse('2026-11-22T10:42:05Z'),
  })
  const [first, when, ...rest] = text.split('\n')
  expect(first).toBe('Jonas Lind, looked up as a person (INC1)')
  expect(when).toContain('(10:42:05 UTC)')
  expect(rest).toEqual([
    'Account: jlind',
    'Remote access: Locked out',
    'Plants: Not reachable',
    'Stands out: 5 failed sign-ins, from 10.20.4.61, Remote access',
  ])
})
