import { describe, expect, it } from 'vitest'

import { xmlTokens } from './xml-tokens'

const kinds = (line: string) => xmlTokens(line).map(({ kind, text }) => `${kind} ${text}`)

describe('a line of XML', () => {
  it('is told apart into tags, attributes and texts', () => {
    expect(kinds('  <user id="7">Jo "x" &lt;</user>')).toEqual([
      'plain   ',
      'key <user',
      'plain  ',
      'word id',
      'plain =',
      'string "7"',
      'key >',
      'plain Jo "x" &lt;',
      'key </user',
      'key >',
    ])
  })

  it('loses no letter, whatever is in it', () => {
    for (const line of [
      '<!-- a <b> -->',
      "<a b='1' /> > \"",
      '<',
      '= "a"',
      '<?xml version="1"?>',
    ]) {
      expect(
        xmlTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line)
    }
  })
})
