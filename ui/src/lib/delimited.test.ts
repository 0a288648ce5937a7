import { expect, it } from 'vitest'

import { asCsv, asTsv } from './delimited'

const rows = [
  ['What', 'Note'],
  ['He said "no", twice', 'two\nlines'],
  ['=1+1', '-4'],
]

it('quotes what would break a row, and lets no cell become a formula', () => {
  expect(asCsv(rows)).toBe('What,Note\r\n"He said ""no"", twice","two\nlines"\r\n\'=1+1,\'-4')
})

it('keeps each row on one line for pasting', () => {
  expect(asTsv(rows)).toBe('What\tNote\nHe said "no", twice\ttwo lines\n\'=1+1\t\'-4')
})
