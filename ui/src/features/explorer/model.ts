import type {
  DocumentLine,
  DocumentView,
  Effect,
  GroupView,
  HitMark,
  OperationLine,
  ParameterView,
  SearchHit,
} from '#ipc/bindings'
import type { Branch } from '#lib/tree'

import { copy } from './copy'
import type { ExplorerSearch } from './search'

/** A row of the tree of operations. */
export type Node = Branch &
  (
    | { kind: 'group'; count: number; children: Node[] }
    | { kind: 'operation'; line: OperationLine; hit: SearchHit | null }
    | { kind: 'note' }
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

const shown = (without: readonly Effect[]) => (line: OperationLine) =>
  !without.includes(line.effect)

/** The groups as a tree; those that have come hold their operations. */
export function groupTree(
  groups: readonly GroupView[],
  loaded: ReadonlyMap<string, readonly OperationLine[]>,
  without: readonly Effect[],
): Node[] {
  return groups.flatMap((group) => {
    const lines = loaded.get(group.name)?.filter(shown(without))
    // With a filter a group that has nothing left says nothing.
    if (without.length > 0 && lines?.length === 0) return []
    const count = lines && without.length > 0 ? lines.length : group.count
    const children: Node[] = lines?.map((line) => operation(group.name, line)) ?? [
      { kind: 'note', id: `${group.name}\n`, label: copy.comingRow },
    ]
    return [
      { kind: 'group', id: group.name, label: copy.groupName(group.name, count), count, children },
    ]
  })
}

/** What was found, below its groups, the group of the best hit first. */
export function hitTree(hits: readonly SearchHit[], without: readonly Effect[]): Node[] {
  const groups = new Map<string, Node[]>()
  for (const hit of hits) {
    if (without.includes(hit.line.effect)) continue
    const row = operation(hit.group, hit.line, hit)
    groups.set(hit.group, [...(groups.get(hit.group) ?? []), row])
  }
  return [...groups].map(([name, children]) => ({
    kind: 'group',
    id: name,
    label: copy.groupName(name, children.length),
    count: children.length,
    children,
  }))
}

/** The operations of a tree, from top to bottom. */
export const operationsOf = (nodes: readonly Node[]): OperationLine[] =>
  nodes.flatMap((node) =>
    node.kind === 'group'
      ? operationsOf(node.children)
      : node.kind === 'operation'
        ? [node.line]
        : [],
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

/** Which document a screen is about: the one named, the tenant's own, or the newest. */
export function documentInUse(
  documents: readonly DocumentLine[],
  { document, tenant }: ExplorerSearch,
): DocumentLine | undefined {
  if (document !== undefined) return documents.find((line) => line.id === document)
  if (tenant === undefined) return documents[0]
  const ofTenant = documents.filter((line) => line.tenant === tenant)
  return ofTenant.find((line) => line.origin.kind === 'tenant') ?? ofTenant[0]
}

/** How many operations a document has, however far it has been read. */
export const operationCount = (view: DocumentView): number =>
  view.line.operations ?? view.groups.reduce((sum, group) => sum + group.count, 0)

/** A path with its slots apart: `/user/`, `{id}`. */
export const pathParts = (path: string): { text: string; slot: boolean; at: number }[] => {
  let at = 0
  return path
    .split(/(\{[^{}]*\})/)
    .filter((text) => text !== '')
    .map((text) => {
      const part = { text, slot: text.startsWith('{'), at }
      at += text.length
      return part
    })
}

const placeOrder = ['path', 'query', 'header', 'cookie']

/** What must be given first, then by place, else in the document's order. */
export const inFormOrder = (parameters: readonly ParameterView[]): ParameterView[] =>
  [...parameters].sort(
    (a, b) =>
      Number(b.required) - Number(a.required) ||
      placeOrder.indexOf(a.place) - placeOrder.indexOf(b.place),
  )
