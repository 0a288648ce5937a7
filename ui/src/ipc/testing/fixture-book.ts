import type {
  Block,
  Effect,
  GroupView,
  OperationLine,
  OperationView,
  PathLevel,
  SchemaNode,
  SearchHit,
  Window,
} from '../bindings'

/** An operation and the group it stands in. */
export type Placed = { group: string; line: OperationLine }

/** What is in a document of a fake host. */
export type Book = {
  groups: readonly GroupView[]
  /** Every operation, in the document's order. */
  all: readonly Placed[]
  page: (found: Placed) => OperationView
  schema: (pointer: string) => SchemaNode[]
}

export const words = (text: string): Block[] => [
  { kind: 'paragraph', text: [{ kind: 'text', text }] },
]

export const line = (
  method: string,
  path: string,
  name: string,
  effect: Effect = 'reads',
): OperationLine => ({
  key: `${method} ${path}`,
  method,
  path,
  name,
  effect,
  classified: true,
  deprecated: false,
})

export const field = (
  name: string,
  typeWords: string,
  rest: Partial<SchemaNode> = {},
): SchemaNode => ({
  name,
  pointer: `/components/schemas/User/properties/${name}`,
  typeWords,
  format: null,
  required: false,
  readOnly: false,
  writeOnly: false,
  nullable: false,
  rule: null,
  allowed: [],
  default: null,
  description: [],
  opens: false,
  cycle: false,
  deprecated: false,
  ...rest,
})

const grouped = new WeakMap<Book, Map<string, OperationLine[]>>()

/** Some operations of one group. */
export function groupOf(book: Book, group: string, window: Window): OperationLine[] {
  let groups = grouped.get(book)
  if (!groups) {
    groups = new Map()
    for (const placed of book.all) {
      const lines = groups.get(placed.group)
      if (lines) lines.push(placed.line)
      else groups.set(placed.group, [placed.line])
    }
    grouped.set(book, groups)
  }
  return (groups.get(group) ?? []).slice(window.from, window.from + window.atMost)
}

/** What stands directly below a part of the paths. */
export function levelOf(book: Book, path: string): PathLevel {
  const branches = new Map<string, number>()
  const operations: OperationLine[] = []
  for (const placed of book.all) {
    const at = placed.line.path
    if (at === path) operations.push(placed.line)
    else if (at.startsWith(`${path}/`)) {
      const next = at.indexOf('/', path.length + 1)
      const branch = next < 0 ? at : at.slice(0, next)
      branches.set(branch, (branches.get(branch) ?? 0) + 1)
    }
  }
  return {
    branches: [...branches].map(([branch, count]) => ({
      path: branch,
      name: branch.slice(path.length),
      count,
    })),
    operations,
  }
}

/** Operations whose name or path has the words; `method:`, `tag:` and `path:` narrow them. */
export function searchIn(book: Book, typed: string, atMost: number): SearchHit[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const narrowed = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}:`)).map((part) => part.slice(name.length + 1))
  const plain = parts.filter((part) => !/^(method|tag|path):/.test(part)).join(' ')
  const hits: SearchHit[] = []
  for (const { group, line: found } of book.all) {
    if (hits.length >= atMost) break
    const path = found.path.toLowerCase()
    if (!narrowed('method').every((method) => found.method.toLowerCase() === method)) continue
    if (!narrowed('tag').every((tag) => group.toLowerCase().includes(tag))) continue
    if (!narrowed('path').every((wanted) => path.includes(wanted))) continue
    const [inName, inPath] = [found.name.toLowerCase().indexOf(plain), path.indexOf(plain)]
    if (plain !== '' && inName < 0 && inPath < 0) continue
    const mark = (from: number) =>
      from < 0 || plain === '' ? [] : [{ from, to: from + plain.length }]
    hits.push({
      line: found,
      group,
      nameMarks: mark(inName),
      pathMarks: mark(inPath),
      elsewhere: null,
    })
  }
  return hits
}

/** How many operations of a book have which effect. */
export function effectsOf(book: Book): Record<Effect, number> {
  const counts: Record<Effect, number> = { reads: 0, discloses: 0, changes: 0, removes: 0 }
  for (const { line: found } of book.all) counts[found.effect] += 1
  return counts
}
