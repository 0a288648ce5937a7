/** One pair behind the question mark, as people read it. */
export type QueryPair = { name: string; value: string }

const split = (path: string): { before: string; parts: string[]; behind: string } => {
  const [, rest = '', behind = ''] = /^([^#]*)(#.*)?$/s.exec(path) ?? []
  const at = rest.indexOf('?')
  if (at < 0) return { before: rest, parts: [], behind }
  const query = rest.slice(at + 1)
  return { before: rest.slice(0, at), parts: query === '' ? [] : query.split('&'), behind }
}

const join = (before: string, parts: readonly string[], behind: string): string =>
  parts.length === 0 ? before + behind : `${before}?${parts.join('&')}${behind}`

/** A part as people read it; one that cannot be decoded is shown as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Letters that may stand in a query stay readable. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|2F|40|24|3B|5B|5D)/g, (found) =>
    decodeURIComponent(found),
  )

const written = ({ name, value }: QueryPair): string =>
  value === '' ? encode(name) : `${encode(name)}=${encode(value)}`

/** The pairs behind the question mark of a path, in their order. */
export const queryPairs = (path: string): QueryPair[] =>
  split(path).parts.map((part) => {
    const at = part.indexOf('=')
    return at < 0
      ? { name: decode(part), value: '' }
      : { name: decode(part.slice(0, at)), value: decode(part.slice(at + 1)) }
  })

/** A path with one pair changed; every other pair stays as it is written. */
export function setPair(path: string, index: number, pair: QueryPair): string {
  const { before, parts, behind } = split(path)
  return join(
    before,
    parts.map((part, at) => (at === index ? written(pair) : part)),
    behind,
  )
}

/** A path with one more pair at the end. */
export function addPair(path: string, pair: QueryPair): string {
  const { before, parts, behind } = split(path)
  return join(before, [...parts, written(pair)], behind)
}

/** A path without one of its pairs. */
export function removePair(path: string, index: number): string {
  const { before, parts, behind } = split(path)
  return join(
    before,
    parts.filter((_, at) => at !== index),
    behind,
  )
}
