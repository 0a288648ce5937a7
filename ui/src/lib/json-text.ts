import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'

/** Where a value stands: names in objects, numbers in lists. */
export type Path = readonly (string | number)[]
export type JsonNode = Node

/** What a text is, when read as JSON. */
export type JsonText =
  | { kind: 'empty' }
  /** From `at` on it is not JSON; `line` counts from 1. */
  | { kind: 'wrong'; at: number; line: number }
  | { kind: 'json'; root: JsonNode }

/** Reads a text without giving up any letter of it: numbers stay as they are written. */
export function readJson(text: string): JsonText {
  if (text.trim() === '') return { kind: 'empty' }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first === undefined && root !== undefined) return { kind: 'json', root }
  const at = Math.min(first?.offset ?? 0, text.length)
  return { kind: 'wrong', at, line: text.slice(0, at).split('\n').length }
}

export const nodeAt = (root: JsonNode | undefined, path: Path): JsonNode | undefined =>
  root && findNodeAtLocation(root, [...path])

/** What stands in a text for a value, letter by letter. */
export const rawOf = (text: string, node: JsonNode): string =>
  text.slice(node.offset, node.offset + node.length)

/** A value as a person writes it into a field: texts without quotes, anything else as it is. */
export const plainOf = (text: string, node: JsonNode): string =>
  node.type === 'string' ? String(node.value) : rawOf(text, node)

/** The names of an object, in its order. */
export const namesOf = (node: JsonNode | undefined): string[] =>
  node?.type === 'object'
    ? (node.children ?? []).flatMap(({ children }) =>
        typeof children?.[0]?.value === 'string' ? [children[0].value] : [],
      )
    : []

const escape = (part: string | number) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')

/** A path as a JSON pointer (RFC 6901). */
export const pointerOf = (path: Path): string => path.map((part) => `/${escape(part)}`).join('')

/** The value a JSON pointer leads to, or the deepest one on the way there. */
export function nodeNear(root: JsonNode, pointer: string): JsonNode {
  let node = root
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(name) : name])
    if (!next) break
    node = next
  }
  return node
}

/**
 * The text with one value put in; everything else stays as it is, letter by letter.
 *
 * `raw` is JSON, written as it is given. Objects and lists on the way are made when they are not
 * there. A text that is not JSON is answered unchanged.
 */
export function setAt(text: string, path: Path, raw: string): string {
  const read = readJson(text)
  if (read.kind === 'wrong') return text
  if (read.kind === 'empty') {
    if (path.length === 0) return raw
    return setAt(typeof path[0] === 'number' ? '[]' : '{}', path, raw)
  }
  const there = nodeAt(read.root, path)
  if (there) return splice(text, there.offset, there.offset + there.length, raw)
  const last = path.at(-1)
  if (last === undefined) return text
  const above = path.slice(0, -1)
  const holder = nodeAt(read.root, above)
  const wanted = typeof last === 'number' ? 'array' : 'object'
  if (holder?.type !== wanted) {
    return setAt(setAt(text, above, wanted === 'array' ? '[]' : '{}'), path, raw)
  }
  return insert(text, holder, typeof last === 'string' ? `${JSON.stringify(last)}: ${raw}` : raw)
}

/** The text without one value, and without the comma that stood beside it. */
export function removeAt(text: string, path: Path): string {
  const read = readJson(text)
  const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
  const part = node?.parent?.type === 'property' ? node.parent : node
  const parts = part?.parent?.children
  if (!part || !parts || !part.parent) return text
  const at = parts.indexOf(part)
  const [before, after] = [parts[at - 1], parts[at + 1]]
  if (before) return splice(text, endOf(before), endOf(part), '')
  if (after) return splice(text, part.offset, after.offset, '')
  return splice(text, part.parent.offset + 1, endOf(part.parent) - 1, '')
}

const endOf = (node: JsonNode): number => node.offset + node.length

const splice = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to)

/** Puts an entry behind the last one of an object or list, in the way the others stand. */
function insert(text: string, holder: JsonNode, entry: string): string {
  const parts = holder.children ?? []
  const last = parts.at(-1)
  if (last) {
    const previous = parts.at(-2)
    const gap = text
      .slice(previous ? endOf(previous) : holder.offset + 1, last.offset)
      .replace(/^\s*,/, '')
    const between = gap === '' && !previous ? ' ' : gap
    return splice(text, endOf(last), endOf(last), `,${between}${entry}`)
  }
  const line = text.slice(text.lastIndexOf('\n', holder.offset) + 1, holder.offset)
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  return splice(text, holder.offset + 1, endOf(holder) - 1, `\n${indent}  ${entry}\n${indent}`)
}
