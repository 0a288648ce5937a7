import { describe, expect, it } from 'vitest'

import type { TaskLine } from '#ipc/bindings'
import { ask } from '#ipc/testing/fixture-tasks'

import type { Doing } from './desk'
import { entryOf, faultOf, fitting, inputsOf, known } from './model'
import { tasksSearch } from './search'
import { ticketText } from './ticket-text'

const text = (value: string) => ({ kind: 'text' as const, value })
const picked = (...ids: string[]) => ({
  kind: 'picked' as const,
  picked: ids.map((id) => ({ id, label: id.toUpperCase(), note: '' })),
})

describe('what an address says of a task', () => {
  it('is read as text, whatever it looks like, and nothing else is', () => {
    expect(
      tasksSearch({ tenant: 'remote', task: 'unlock', inputs: { user: 214, on: true, x: [1] } }),
    ).toEqual({ tenant: 'remote', task: 'unlock', inputs: { user: '214', on: 'true' } })
    expect(tasksSearch({ vendor: 'rowan', tenant: 'remote', task: 7 })).toEqual({
      tenant: 'remote',
    })
  })
})

describe('what stands in a field at first', () => {
  it('is what was offered, then what is usual, and never a secret', () => {
    const hours = ask('hours', 'Hours', { kind: 'number', usual: '4' })
    expect(entryOf(hours, {}, { hours: '9' })).toEqual(text('9'))
    expect(entryOf(hours, {}, undefined)).toEqual(text('4'))
    expect(entryOf(hours, { hours: text('') }, { hours: '9' })).toEqual(text(''))
    const secret = ask('password', 'Password', { kind: 'secret' })
    expect(inputsOf([secret], {}, { password: 'from-an-address' })).toEqual([])
  })

  it('is a pick by its id, where that was offered', () => {
    const user = ask('user', 'User', { kind: 'pick' })
    expect(inputsOf([user], {}, { user: '214' })).toEqual([
      { field: 'user', value: '214', several: [], held: null },
    ])
    const many = { ...user, many: true }
    expect(inputsOf([many], { user: picked('1', '2') }, undefined)).toEqual([
      { field: 'user', value: null, several: ['1', '2'], held: null },
    ])
  })
})

describe('what is wrong with a field', () => {
  it('is said before anybody is asked', () => {
    const number = ask('n', 'Number', { kind: 'number', least: 5, most: 10 })
    expect(faultOf(number, text(''))).toEqual({ kind: 'missing' })
    expect(faultOf({ ...number, optional: true }, text(' '))).toBeNull()
    expect(faultOf(number, text('four'))).toEqual({ kind: 'notANumber' })
    expect(faultOf(number, text('4'))).toEqual({ kind: 'tooSmall', least: 5 })
    expect(faultOf(number, text('11'))).toEqual({ kind: 'tooLarge', most: 10 })
    expect(faultOf(number, text('7'))).toBeNull()
    const reason = ask('r', 'Reason', { kind: 'reason', least: 3, most: 5 })
    expect(faultOf(reason, text('no'))).toEqual({ kind: 'tooShort', least: 3 })
    expect(faultOf(reason, text('longer'))).toEqual({ kind: 'tooLong', most: 5 })
    expect(faultOf(ask('p', 'User', { kind: 'pick' }), picked())).toEqual({ kind: 'notPicked' })
  })

  it('holds a day to the calendar', () => {
    const day = ask('d', 'Day', { kind: 'date' })
    expect(faultOf(day, text('2026-11-22'))).toBeNull()
    for (const wrong of ['22.11.2026', '2026-02-30', '2026-13-01', 'today'])
      expect(faultOf(day, text(wrong))).toEqual({ kind: 'notADay' })
  })
})

it('tells a pick of other picks and choices, but of no sentence and no secret', () => {
  const asks = [
    ask('user', 'User', { kind: 'pick' }),
    ask('group', 'Group', { kind: 'pick' }),
    ask('why', 'Why', { kind: 'reason' }),
    ask('word', 'Password', { kind: 'secret' }),
  ]
  const entries = {
    user: picked('1'),
    group: picked('2'),
    why: text('because'),
    word: { kind: 'held' as const, held: { held: 'h', length: 9 } },
  }
  expect(known(asks, 'group', entries, undefined).map(({ field }) => field)).toEqual(['user'])
})

it('finds a task by its title, what it is for, and further words', () => {
  const line = { title: 'Unlock a user', about: 'Failed sign-ins.', words: ['locked'] }
  const lines = [line as unknown as TaskLine]
  expect(fitting(lines, 'LOCKED user')).toHaveLength(1)
  expect(fitting(lines, 'failed unlock')).toHaveLength(1)
  expect(fitting(lines, 'reset')).toHaveLength(0)
})

describe('the text for a ticket', () => {
  const over: Extract<Doing, { state: 'over' }> = {
    state: 'over',
    said: [],
    at: Date.parse('2026-11-22T10:42:05Z'),
    proposal: {
      run: 'r',
      exchanges: [],
      disclosed: [],
      state: {
        kind: 'proposed',
        words: 'Unlocks jlind.',
        changes: [{ what: 'Failed sign-ins', before: '5', after: '0' }],
        warnings: [],
        calls: [],
        later: [],
        effect: 'changes',
      },
    },
    run: {
      run: null,
      exchanges: [],
      disclosed: [],
      state: {
        kind: 'done',
        words: 'jlind is unlocked.',
        facts: [],
        table: null,
        proof: 'seen',
        undo: null,
      },
    },
  }
  it('says what, where, when in both times, before and after, and what shows it', () => {
    const lines = ticketText({
      title: 'Unlock a user',
      tenant: { name: 'Remote access', environment: 'production' },
      over,
      ticket: 'INC1',
    }).split('\n')
    expect(lines.length).toBeLessThan(15)
    expect(lines[0]).toBe('Unlock a user (INC1)')
    expect(lines[1]).toBe('Where: Remote access, production')
    expect(lines[2]).toContain('(10:42:05 UTC)')
    expect(lines.slice(3)).toEqual([
      'Result: jlind is unlocked.',
      'Failed sign-ins: 5 -> 0',
      'Seen: Done, and read back',
    ])
  })
})
