import { describe, expect, it } from 'vitest'

import { courseOf, shapeOf, sumOf } from './trend'

const at = (minute: number, value: number) => ({
  at: new Date(Date.UTC(2026, 10, 10, 10, minute)).toISOString(),
  value,
})

describe('a trend', () => {
  it('is placed by time and by what it was between', () => {
    expect(shapeOf([at(0, 10), at(15, 20), at(20, 15)])).toEqual({
      stretches: [
        [
          { x: 0, y: 0 },
          { x: 0.75, y: 1 },
          { x: 1, y: 0.5 },
        ],
      ],
    })
  })
  it('runs along the middle when nothing changed', () =>
    expect(shapeOf([at(0, 3), at(10, 3)])?.stretches[0]?.map(({ y }) => y)).toEqual([0.5, 0.5]))
  it('has a gap where nothing was seen for long', () => {
    const shape = shapeOf([at(0, 1), at(1, 2), at(2, 3), at(40, 3), at(41, 4)])
    expect(shape?.stretches.map((stretch) => stretch.length)).toEqual([3, 2])
  })
  it('is none with fewer than two moments', () => {
    expect(shapeOf([])).toBeNull()
    expect(shapeOf([at(0, 1), at(0, 2)])).toBeNull()
    expect(shapeOf([at(0, 1), { at: 'soon', value: 1 }])).toBeNull()
    expect(courseOf([at(0, 1)])).toBeNull()
  })
  it('says where it began, where it is, and between what', () => {
    const points = [at(0, 4), at(1, 9), at(2, 6)]
    expect(courseOf(points)).toEqual({ first: points[0], last: points[2], least: 4, most: 9 })
  })
})

describe('the sum of trends', () => {
  it('begins when all are known, and keeps what each was last', () => {
    expect(sumOf([[at(0, 1), at(20, 3)], [at(10, 10), at(30, 20)], []])).toEqual([
      at(10, 11),
      at(20, 13),
      at(30, 23),
    ])
  })
  it('has one point for what was seen in one round', () => {
    expect(
      sumOf([
        [at(0, 1), at(20, 3)],
        [at(1, 10), at(22, 20)],
      ]),
    ).toEqual([at(1, 11), at(22, 23)])
  })
  it('is nothing of nothing', () => expect(sumOf([[], []])).toEqual([]))
})
