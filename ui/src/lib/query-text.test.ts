import { describe, expect, it } from 'vitest'

import { addPair, queryPairs, removePair, setPair } from './query-text'

describe('the query of a path', () => {
  it('is read as pairs', () => {
    expect(queryPairs('/a?x=1&y=two%20words&z&e=%zz#part')).toEqual([
      { name: 'x', value: '1' },
      { name: 'y', value: 'two words' },
      { name: 'z', value: '' },
      { name: 'e', value: '%zz' },
    ])
    expect(queryPairs('/a')).toEqual([])
    expect(queryPairs('/a?')).toEqual([])
  })

  it('is changed in one place and left alone in all others', () => {
    expect(setPair('/a?x=%7e&y=1#p', 1, { name: 'y', value: 'a&b' })).toBe('/a?x=%7e&y=a%26b#p')
    expect(addPair('/a', { name: 'filter', value: 'safe eq X' })).toBe('/a?filter=safe%20eq%20X')
    expect(addPair('/a?x=+', { name: 'y', value: '' })).toBe('/a?x=+&y')
    expect(removePair('/a?x=1&y=2', 0)).toBe('/a?y=2')
    expect(removePair('/a?x=1#p', 0)).toBe('/a#p')
  })
})
