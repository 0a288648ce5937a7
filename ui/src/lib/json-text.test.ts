import { describe, expect, it } from 'vitest'

import { namesOf, nodeAt, nodeNear, plainOf, readJson, removeAt, setAt } from './json-text'

const plain = (text: string, path: (string | number)[]): string | undefined => {
  const read = readJson(text)
  const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
  return node && plainOf(text, node)
}

describe('a JSON text that a form edits', () => {
  it('keeps numbers that are larger than the engine can count', () => {
    const text = '{"id": 9007199254740993, "name": "a"}'
    expect(setAt(text, ['name'], '"b"')).toBe('{"id": 9007199254740993, "name": "b"}')
    expect(setAt(text, ['id'], '9007199254740995')).toContain('9007199254740995')
    expect(plain(text, ['id'])).toBe('9007199254740993')
  })

  it('keeps the odd ways of everything that is not touched', () => {
    const text = '{ "a" :1.0e+2,\n\t"b":   [ 1,2 ]  ,"c": "\\u00e9" }\r\n'
    expect(setAt(text, ['b', 1], '7')).toBe(text.replace('1,2', '1,7'))
    expect(setAt(text, ['d'], 'true')).toBe(text.replace('"\\u00e9"', '"\\u00e9","d": true'))
  })

  it('puts new fields where the others stand', () => {
    expect(setAt('{\n  "a": 1\n}', ['b'], '2')).toBe('{\n  "a": 1,\n  "b": 2\n}')
    expect(setAt('{"a":1}', ['b'], '2')).toBe('{"a":1, "b": 2}')
    expect(setAt('[1,2]', [2], '3')).toBe('[1,2,3]')
  })

  it('makes what is missing on the way', () => {
    expect(setAt('', ['a', 'b', 0], '1')).toBe('{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}')
    expect(setAt('{"a": null}', ['a', 'b'], '1')).toBe('{"a": {\n  "b": 1\n}}')
    expect(setAt('', [], '"x"')).toBe('"x"')
  })

  it('takes a field out with its comma', () => {
    expect(removeAt('{"a": 1, "b": 2, "c": 3}', ['b'])).toBe('{"a": 1, "c": 3}')
    expect(removeAt('{"a": 1, "b": 2}', ['a'])).toBe('{"b": 2}')
    expect(removeAt('{ "a": 1 }', ['a'])).toBe('{}')
    expect(removeAt('[1, [2]]', [1, 0])).toBe('[1, []]')
    expect(removeAt('{"a": 1}', ['z'])).toBe('{"a": 1}')
  })

  it('says where a text stops being JSON, and leaves it alone', () => {
    const text = '{\n  "a": ,\n}'
    expect(readJson(text)).toMatchObject({ kind: 'wrong', line: 2 })
    expect(setAt(text, ['a'], '1')).toBe(text)
    expect(readJson('// no\n{}')).toMatchObject({ kind: 'wrong', line: 1 })
    expect(readJson(' \n ')).toEqual({ kind: 'empty' })
  })

  it('names fields in their order, and finds the place a pointer means', () => {
    const read = readJson('{"b": 1, "a/b": {"c": [5]}}')
    if (read.kind !== 'json') throw new Error('it is JSON')
    expect(namesOf(read.root)).toEqual(['b', 'a/b'])
    expect(nodeNear(read.root, '/a~1b/c/0').value).toBe(5)
    expect(nodeNear(read.root, '/a~1b/gone/0').type).toBe('object')
  })
})
