import { useCallback, useMemo, useState } from 'react'

import type { DocumentView } from '#ipc/bindings'

import {
  branchesAbove,
  branchRow,
  GROUP_PAGE,
  type GroupPage,
  groupTree,
  hitTree,
  type Node,
  operationRow,
  pageKey,
  pathTree,
} from './operation-tree'
import { useGroupPages, useHits, useLevels, useOperation } from './queries'
import type { ExplorerSearch } from './search'

/** With a filter, documents up to this size are read whole, so that every group counts rightly. */
const READ_WHOLE = 2000
/** Pages that were looked at longest ago are let go beyond this many. */
const MOST_PAGES = 80

const NOTHING: readonly never[] = []

/** The rows of a document's operations, and what is asked for as they are opened and seen. */
export function useOperationTree(view: DocumentView, place: ExplorerSearch, words: string) {
  const document = view.line.id
  const without = place.without ?? NOTHING
  const byPath = place.tree === 'path'
  // What a person opened and closed, for these words and this way of standing.
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [seen, setSeen] = useState<readonly GroupPage[]>(NOTHING)

  // The last one stays until the next has come, so that no group closes in between.
  const last = useOperation(document, place.operation ?? '', 'keepLast').data
  const current = place.operation === undefined ? undefined : last
  const filtersWhole = without.length > 0 && (view.line.operations ?? Infinity) <= READ_WHOLE
  const wanted = useMemo(
    () => (filtersWhole && !byPath ? withAll(seen, view) : seen),
    [filtersWhole, byPath, seen, view],
  )
  const pages = useGroupPages(document, wanted)
  const hits = useHits(document, words)

  const [above, setAbove] = useState<readonly string[]>(NOTHING)
  const paths = useMemo(
    () => (byPath ? [...new Set(['', ...openPaths(turned), ...above])] : NOTHING),
    [byPath, turned, above],
  )
  const levels = useLevels(document, paths)
  const leading = useMemo(
    () => (byPath && current ? branchesAbove(levels, current.path) : NOTHING),
    [byPath, current, levels],
  )
  // Each level that comes may name the next one on the way to the operation that is looked at.
  if (leading.join('\n') !== above.join('\n')) setAbove(leading)

  const nodes: Node[] = useMemo(() => {
    if (words !== '') return hitTree(hits.data ?? NOTHING, view.groups, without)
    return byPath ? pathTree(levels, without) : groupTree(view.groups, pages, without)
  }, [words, hits.data, view.groups, without, byPath, levels, pages])

  const open = useMemo(() => {
    const ids = new Set<string>()
    const known = byPath
      ? new Set(leading.map((path) => branchRow(path)))
      : usualGroups(view, current?.group)
    const usual = (id: string) => words !== '' || known.has(id)
    const walk = (list: readonly Node[]) => {
      for (const node of list) {
        if (node.kind !== 'group' && node.kind !== 'path') continue
        if (turned.get(node.id) ?? usual(node.id)) {
          ids.add(node.id)
          walk(node.children)
        }
      }
    }
    walk(nodes)
    return ids
  }, [nodes, turned, words, byPath, leading, view, current?.group])

  // With a filter a group is read from its beginning on, so none of its pages may be let go.
  const most = without.length > 0 ? Infinity : MOST_PAGES
  const onSeen = useCallback(
    (rows: readonly Node[]) => setSeen((known) => withSeen(known, rows, most)),
    [most],
  )
  const onFresh = useCallback(() => setTurned(new Map()), [])
  return {
    nodes,
    open,
    hits,
    onSeen,
    onOpen: (id: string, opened: boolean) => setTurned(new Map(turned).set(id, opened)),
    /** Forgets what was opened and closed, for other words or another way of standing. */
    onFresh,
    waiting: words !== '' ? hits.isPending : byPath ? !levels.has('') : false,
    selected: current
      ? operationRow(byPath && words === '' ? 'path' : current.group, current.key)
      : null,
  }
}

const openPaths = (turned: ReadonlyMap<string, boolean>): string[] =>
  [...turned].flatMap(([id, open]) =>
    open && id.startsWith(branchRow('')) ? [id.slice(branchRow('').length)] : [],
  )

/** The group of what is looked at and those around it; the first one when nothing is. */
function usualGroups({ groups }: DocumentView, current: string | undefined): ReadonlySet<string> {
  const parents = new Map(groups.map(({ name, parent }) => [name, parent]))
  const usual = new Set<string>(groups.length === 1 ? parents.keys() : [])
  let at: string | null | undefined = current ?? groups.find(({ parent }) => parent === null)?.name
  for (; at && !usual.has(at); at = parents.get(at)) usual.add(at)
  return usual
}

function withAll(seen: readonly GroupPage[], { groups }: DocumentView): readonly GroupPage[] {
  const all = groups.flatMap(({ name, count }) =>
    Array.from({ length: Math.ceil(count / GROUP_PAGE) }, (_, page) => ({ group: name, page })),
  )
  const known = new Set(all.map(pageKey))
  return [...all, ...seen.filter((page) => !known.has(pageKey(page)))]
}

function withSeen(
  known: readonly GroupPage[],
  rows: readonly Node[],
  most: number,
): readonly GroupPage[] {
  const keys = new Set(known.map(pageKey))
  const fresh: GroupPage[] = []
  for (const row of rows) {
    if (row.kind !== 'coming' || row.wants === null || keys.has(pageKey(row.wants))) continue
    keys.add(pageKey(row.wants))
    fresh.push(row.wants)
  }
  return fresh.length === 0 ? known : [...known, ...fresh].slice(-most)
}
