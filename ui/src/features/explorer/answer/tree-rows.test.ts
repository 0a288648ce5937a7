import { describe, expect, it } from 'vitest'

import { closed, opened, type OpenNodes, rowAt, rowOf, rowsIn } from './tree-rows'

const whole: OpenNodes = new Map([
  ['', { pointer: '', parent: null, index: 0, children: 1_000_000 }],
])
const some = opened(opened(whole, { pointer: '/2', parent: '', index: 2, children: 3 }), {
  pointer: '/2/b',
  parent: '/2',
  index: 1,
  children: 10,
})

describe('the rows of a tree of values', () => {
  it('are counted through what is open', () => {
    expect(rowsIn(whole, '')).toBe(1_000_000)
    expect(rowsIn(some, '')).toBe(1_000_013)
    expect(rowsIn(some, '/gone')).toBe(0)
  })

  it('say which value stands in them', () => {
    expect(rowAt(some, 2)).toMatchObject({ parent: '', index: 2, level: 1 })
    expect(rowAt(some, 3)).toMatchObject({ parent: '/2', index: 0, level: 2, size: 3 })
    expect(rowAt(some, 4)).toMatchObject({ parent: '/2', index: 1, level: 2 })
    expect(rowAt(some, 5)).toMatchObject({ parent: '/2/b', index: 0, level: 3 })
    expect(rowAt(some, 15)).toMatchObject({ parent: '/2', index: 2, level: 2 })
    expect(rowAt(some, 16)).toMatchObject({ parent: '', index: 3, level: 1 })
    expect(rowAt(some, 1_000_012)).toMatchObject({ parent: '', index: 999_999 })
  })

  it('are found again from an open value', () => {
    expect(rowOf(some, '')).toBe(-1)
    expect(rowOf(some, '/2')).toBe(2)
    expect(rowOf(some, '/2/b')).toBe(4)
  })

  it('go with the value that is closed', () => {
    expect([...closed(some, '/2').keys()]).toEqual([''])
    expect([...closed(some, '/2/b').keys()]).toEqual(['', '/2'])
  })
})
