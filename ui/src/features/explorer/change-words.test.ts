import { expect, it } from 'vitest'

import { changeWords } from './change-words'
import { countsWords, since } from './copy-document'

it('says what changed in words, and spells out what nobody has named', () => {
  expect(changeWords('requiredParameterAdded')).toBe('New parameter that must be given')
  expect(changeWords('somethingNobodyNamed')).toBe('Something nobody named')
  expect(changeWords('toString')).toBe('To string')
})

it('counts changes by what they mean, and leaves out what there is none of', () => {
  expect(countsWords({ breaking: 2, additive: 0, wording: 1 })).toBe('2 breaking, 1 wording')
  expect(countsWords({ breaking: 0, additive: 0, wording: 0 })).toBe('nothing that we can tell')
})

it('names the year only of another year', () => {
  const year = new Date().getFullYear()
  const day = `${year}-01-01T12:00:00`
  expect(since(`${year - 1}-03-14T12:00:00`)).toBe(`14 March ${year - 1}`)
  if (new Date(day).toDateString() !== new Date().toDateString())
    expect(since(day)).toBe('1 January')
})
