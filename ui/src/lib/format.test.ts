import { describe, expect, it } from 'vitest'

import {
  bytes,
  calendarDay,
  clock,
  count,
  countdown,
  duration,
  middle,
  perWindow,
  plural,
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
