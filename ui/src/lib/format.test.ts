import { describe, expect, it } from 'vitest'

import {
  bytes,
  calendarDay,
  clock,
  clockOrDay,
  count,
  countdown,
  duration,
  middle,
  perWindow,
  plural,
  span,
} from './format'

describe('numbers', () => {
  it('separates thousands', () => expect(count(1284)).toBe('1,284'))
  it('says one and many', () =>
    expect([plural(1, 'tenant'), plural(1200, 'tenant')]).toEqual(['1 tenant', '1,200 tenants']))
})

describe('time', () => {
  it('counts down by the second and stops at zero', () => {
    expect([countdown(2_530_000), countdown(3_661_000), countdown(-5)]).toEqual([
      '42:10',
      '1:01:01',
      '0:00',
    ])
  })
  it('shows what it cannot read as it came', () => {
    expect([clock('soon'), calendarDay('soon')]).toEqual(['soon', 'soon'])
  })
  it('keeps units', () =>
    expect([duration(214), duration(1400), duration(671_000)]).toEqual([
      '214 ms',
      '1.4 s',
      '11 min',
    ]))
  it('says a moment as short as it can be told apart', () => {
    const now = new Date(2026, 10, 10, 12, 0).getTime()
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 36).toISOString()
    expect([at(10, 10), at(9, 23), at(2, 8), 'soon'].map((each) => clockOrDay(each, now))).toEqual([
      '10:36',
      'Mon 23:36',
      '2 Nov 2026',
      'soon',
    ])
  })
  it('says how long something lasts in one unit', () =>
    expect([20_000, 31 * 60_000, 4 * 3_600_000, 72 * 3_600_000].map(span)).toEqual([
      'under 1 min',
      '31 min',
      '4 h',
      '3 days',
    ]))
  it('names the windows people name', () => {
    expect([perWindow(1), perWindow(100), perWindow(3600)]).toEqual([
      'per second',
      'per 100 s',
      'per hour',
    ])
  })
})

describe('text', () => {
  it('reads sizes that cross as text', () => {
    expect([bytes('12'), bytes('3100'), bytes('5000000'), bytes('a lot')]).toEqual([
      '12 B',
      '3.1 kB',
      '5.0 MB',
      'a lot',
    ])
  })
  it('cuts ids in the middle', () => {
    expect(middle('0123456789abcdef', 9)).toBe('0123…cdef')
    expect(middle('short')).toBe('short')
  })
})
