import type { Effect, GroupView, HitMark, OperationLine, PathLevel, SearchHit } from '#ipc/bindings'
import type { Branch } from '#lib/tree'

import { copy } from './copy'

/** How many operations of a group are asked for at once. */
export const GROUP_PAGE = 200

/** A part of a group's operations, by its number from 0. */
export type GroupPage = { group: string; page: number }

/** Pages of operations, by their keys. */
export type Pages = ReadonlyMap<string, readonly OperationLine[]>

export const pageKey = ({ group, page }: GroupPage): string => `${group}\n${page}`

/** A row of the tree of operations. */
export type Node = Branch &
  (
    | { kind: 'group' | 'path'; name: string; count: number; children: Node[] }
    | { kind: 'operation'; line: OperationLine; hit: SearchHit | null }
    | { kind: 'coming'; wants: GroupPage | null }
  )

/** The row of an operation; one operation may stand in several groups. */
export const operationRow = (group: string, key: string): string => `${group}\n${key}`

function operation(group: string, line: OperationLine, hit: SearchHit | null = null): Node {
  // What is heard begins with what is seen; what is typed finds the name.
  const words = hit ? hitWords(hit) : { text: line.name, elsewhere: null }
  const label = [words.text, words.elsewhere].filter(Boolean).join(' ')
  return {
    kind: 'operation',
    id: operationRow(group, line.key),
    label: copy.rowName(line.method, label, line.effect),
    typed: words.text,
    line,
    hit,
  }
}

const coming = (id: string, wants: GroupPage | null): Node => ({
  kind: 'coming',
  id,
  label: copy.comingRow,
  wants,
})

const shown = (without: readonly Effect[]) => (line: OperationLine) =>
  !without.includes(line.effect)

/** All operations of a group, of which only those that were looked at have come. */
function windowed({ name, count }: GroupView, pages: Pages) {
  const row = (index: number) => `${name}\n#${index}`
  const at = (index: number): Node => {
    const page = Math.floor(index / GROUP_PAGE)
    const line = pages.get(pageKey({ group: name, page }))?.[index % GROUP_PAGE]
    const slot = row(index)
    const node = line ? operation(name, line) : coming(slot, { group: name, page })
    return { ...node, slot }
  }
  const indexOf = (id: string): number => {
    if (id.startsWith(row(0).slice(0, -1))) return Number(id.slice(name.length + 2))
    if (!id.startsWith(`${name}\n`)) return -1
    for (let page = 0; page * GROUP_PAGE < count; page += 1) {
      const lines = pages.get(pageKey({ group: name, page }))
      const inside = lines?.findIndex(({ key }) => operationRow(name, key) === id) ?? -1
      if (inside >= 0) return page * GROUP_PAGE + inside
    }
    return -1
  }
  return { length: count, at, indexOf }
}

/** The operations of a group that are not left out, from its first page as far as they came. */
function kept({ name, count }: GroupView, pages: Pages, without: readonly Effect[]) {
  const lines: OperationLine[] = []
  let page = 0
  for (; page * GROUP_PAGE < count; page += 1) {
    const came = pages.get(pageKey({ group: name, page }))
    if (!came) break
    lines.push(...came.filter(shown(without)))
  }
  return { lines, next: page * GROUP_PAGE < count ? page : null }
}

/** The same as rows, the last of which asks for the next page. */
function filtered(name: string, { lines, next }: ReturnType<typeof kept>) {
  const at = (index: number): Node => {
    const line = lines[index]
    return line
      ? operation(name, line)
      : coming(`${name}\n`, next === null ? null : { group: name, page: next })
  }
  return {
    length: lines.length + (next === null ? 0 : 1),
    at,
    indexOf: (id: string): number => {
      if (id === `${name}\n` && next !== null) return lines.length
      if (!id.startsWith(`${name}\n`)) return -1
      return lines.findIndex(({ key }) => operationRow(name, key) === id)
    },
  }
}

/** The groups as a tree, groups inside their parents; those that were opened hold operations. */
export function groupTree(
  groups: readonly GroupView[],
  pages: Pages,
  without: readonly Effect[],
): Node[] {
  const inside = below(groups)
  const make = (group: GroupView): Node[] => {
    const children = (inside.get(group.name) ?? []).flatMap(make)
    const deeper = children.reduce((sum, node) => sum + (node.kind === 'group' ? node.count : 0), 0)
    const title = group.title ?? group.name
    const node = (count: number, rest: { children: Node[]; leaves?: Branch['leaves'] }): Node[] => [
      {
        kind: 'group',
        id: group.name,
        name: title,
        // Said only of the rows that are drawn: a document may have thousands of groups.
        get label() {
          return copy.groupName(title, count)
        },
        typed: title,
        count,
        ...rest,
      },
    ]
    if (without.length === 0) {
      return node(group.count + deeper, { children, leaves: windowed(group, pages) })
    }
    const left = kept(group, pages, without)
    const { lines, next } = left
    // With a filter a group that has nothing left says nothing.
    if (next === null && lines.length === 0 && children.length === 0) return []
    return node((next === null ? lines.length : group.count) + deeper, {
      children,
      leaves: filtered(group.name, left),
    })
  }
  return (inside.get('') ?? []).flatMap(make)
}

/** Which groups stand in which; what leads nowhere or back to itself stands at the top. */
function below(groups: readonly GroupView[]): ReadonlyMap<string, GroupView[]> {
  const parents = new Map(groups.map(({ name, parent }) => [name, parent]))
  const rooted = (name: string): boolean => {
    const seen = new Set<string>()
    for (let at: string | null | undefined = name; at; at = parents.get(at)) {
      if (seen.has(at)) return false
      seen.add(at)
    }
    return true
  }
  const inside = new Map<string, GroupView[]>()
  for (const group of groups) {
    const parent = group.parent
    const place = parent !== null && parents.has(parent) && rooted(group.name) ? parent : ''
    const beside = inside.get(place)
    if (beside) beside.push(group)
    else inside.set(place, [group])
  }
  return inside
}

/** The id of a part of the paths among the rows. */
export const branchRow = (path: string): string => `path\n${path}`

/** The paths as a tree; levels that have not come are asked for when they are opened. */
export function pathTree(
  levels: ReadonlyMap<string, PathLevel>,
  without: readonly Effect[],
  path = '',
): Node[] {
  const level = levels.get(path)
  if (!level) return path === '' ? [] : [coming(`${branchRow(path)}\n`, null)]
  const branches = level.branches.map((branch): Node => ({
    kind: 'path',
    id: branchRow(branch.path),
    name: branch.name,
    label: copy.groupName(branch.name, branch.count),
    typed: branch.name.replace(/^[/{]+/, ''),
    count: branch.count,
    children: pathTree(levels, without, branch.path),
  }))
  const operations = level.operations.filter(shown(without)).map((line) => operation('path', line))
  return [...branches, ...operations]
}

/** The parts of the paths an operation stands in, as far as they have come. */
export function branchesAbove(
  levels: ReadonlyMap<string, PathLevel>,
  path: string,
): readonly string[] {
  const above: string[] = []
  for (let at: string | undefined = ''; at !== undefined;) {
    const next: string | undefined = levels
      .get(at)
      ?.branches.map((branch) => branch.path)
      .find((branch) => path === branch || path.startsWith(`${branch}/`))
    if (next === undefined || above.includes(next)) break
    above.push(next)
    at = next
  }
  return above
}

/** What was found, below its groups, the group of the best hit first. */
export function hitTree(
  hits: readonly SearchHit[],
  groups: readonly GroupView[],
  without: readonly Effect[],
): Node[] {
  const titles = new Map(groups.map(({ name, title }) => [name, title]))
  const found = new Map<string, Node[]>()
  for (const hit of hits) {
    if (without.includes(hit.line.effect)) continue
    const row = operation(hit.group, hit.line, hit)
    const rows = found.get(hit.group)
    if (rows) rows.push(row)
    else found.set(hit.group, [row])
  }
  return [...found].map(([group, children]) => {
    const name = titles.get(group) ?? group
    return {
      kind: 'group',
      id: group,
      name,
      label: copy.groupName(name, children.length),
      count: children.length,
      children,
    }
  })
}

/** The operations of a tree that have come, from top to bottom. */
export const operationsOf = (nodes: readonly Node[]): OperationLine[] =>
  nodes.flatMap((node) =>
    node.kind === 'operation'
      ? [node.line]
      : node.kind === 'coming'
        ? []
        : operationsOf(node.children),
  )

/** What of a hit is shown: the name, the path, or the name and where else it fits. */
export function hitWords(hit: SearchHit): {
  text: string
  marks: readonly HitMark[]
  mono: boolean
  elsewhere: string | null
} {
  const { line, nameMarks, pathMarks, elsewhere } = hit
  if (nameMarks.length === 0 && pathMarks.length > 0) {
    return { text: line.path, marks: pathMarks, mono: true, elsewhere: null }
  }
  return { text: line.name, marks: nameMarks, mono: false, elsewhere }
}
