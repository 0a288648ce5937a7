import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

import type { DocumentView, Effect } from '#ipc/bindings'

import { copy } from './copy'
import { operationCount } from './model'
import { type Node, operationsOf } from './operation-tree'
import { OperationsFoot } from './OperationsFoot'
import { OperationsHead } from './OperationsHead'
import { OperationTree } from './OperationTree'
import { MOST_HITS, useFetchAhead } from './queries'
import { isSlash, useKey } from './use-key'
import { useOperationTree } from './use-operation-tree'
import { usePlace } from './use-place'

import styles from './OperationsPane.module.css'

type Props = {
  view: DocumentView
  menu: ReactNode
  /** Whether it opened to find something: the field has the focus at once. */
  finds?: boolean
  /** An operation was chosen: to look at it, or to keep it among the open ones. */
  onChosen: (operation: string, how: 'look' | 'keep') => void
}

/** The list of a document's operations: by group or path, by effect, by what is typed. */
export function OperationsPane({ view, menu, finds = false, onChosen }: Props) {
  const [place, go] = usePlace()
  const [words, setWords] = useState(place.words ?? '')
  const [finding, setFinding] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLElement>(null)
  const hint = useId()
  const fetchAhead = useNear(view.line.id)
  useKey(isSlash, () => field.current?.focus())

  const searched = words.trim()
  const without = useSame(place.without ?? NONE)
  const tree = useOperationTree(view, place, searched)
  // The field and what narrows the list are drawn first, the rows in pieces of their own.
  const nodes = useDeferredValue<readonly Node[]>(tree.nodes, NONE)
  const total = operationCount(view)
  const { onFresh } = tree
  // The words for which somebody pressed Enter before what they find was there.
  const entered = useRef<string>(undefined)
  const found = !tree.waiting && !tree.hits.isPlaceholderData
  const search = useCallback(
    (next: string) => {
      setWords(next)
      entered.current = undefined
      onFresh()
      go({ words: next.trim() === '' ? undefined : next }, 'replace')
    },
    [onFresh, go],
  )
  const first = operationsOf(tree.nodes)[0]
  useEffect(() => {
    // What was found comes from outside, and the one who waits for it pressed a key long before.
    if (entered.current !== searched || !found) return
    entered.current = undefined
    if (first) onChosen(first.key, 'look')
  })
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') {
      const row =
        pane.current?.querySelector<HTMLElement>('[role="treeitem"][aria-selected="true"]') ??
        pane.current?.querySelector<HTMLElement>(
          searched === ''
            ? '[role="treeitem"][tabindex="0"]'
            : '[role="treeitem"]:not([aria-expanded])',
        )
      row?.focus()
    } else if (event.key === 'Enter' && searched !== '') {
      if (!found) entered.current = searched
      else if (first) onChosen(first.key, 'look')
    } else return
    event.preventDefault()
  }
  const key = useRef(onSearchKey)
  useLayoutEffect(() => {
    key.current = onSearchKey
  })
  const onKey = useCallback((event: KeyboardEvent<HTMLInputElement>) => key.current(event), [])

  return (
    <section
      ref={pane}
      className={styles.pane}
      aria-label={copy.operationsButton}
      data-region="list"
    >
      <OperationsHead
        view={view}
        menu={menu}
        words={words}
        onWords={search}
        onKey={onKey}
        onFinding={setFinding}
        field={field}
        finds={finds}
        hint={hint}
        without={without}
        standing={place.tree ?? 'group'}
      />
      <div className={styles.tree}>
        <OperationTree
          label={copy.operations(total)}
          nodes={nodes}
          open={tree.open}
          onOpen={tree.onOpen}
          selected={tree.selected}
          onSelect={(node: Node, how) => {
            if (node.kind === 'operation') onChosen(node.line.key, how)
          }}
          onSeen={tree.onSeen}
          onNear={fetchAhead}
        />
        {tree.nodes.length === 0 && !tree.waiting && (
          <div className={styles.nothing}>
            <p>{searched === '' ? copy.nothingShown : copy.nothingFound(searched)}</p>
            {searched !== '' && <p>{copy.narrow}</p>}
          </div>
        )}
      </div>
      <OperationsFoot
        view={view}
        without={without}
        found={
          searched === ''
            ? null
            : tree.hits.data
              ? copy.found(operationsOf(tree.nodes).length, tree.hits.data.length >= MOST_HITS)
              : ''
        }
        hint={hint}
        hinted={finding && searched === ''}
      />
    </section>
  )
}

const NONE: readonly never[] = []

/** The same list for as long as it holds the same: what is drawn from it is kept. */
function useSame(list: readonly Effect[]): readonly Effect[] {
  const words = list.join()
  // oxlint-disable-next-line react/exhaustive-deps -- the list is anew each time, what it holds is not
  return useMemo(() => list, [words])
}

/** How long something has to be pointed at until it seems to be meant. */
const MEANT_MS = 40

/** Has the page of a row ready once the pointer or the focus rests on it. */
function useNear(document: string): (node: Node) => void {
  const fetchAhead = useFetchAhead(document)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return (node) => {
    clearTimeout(timer.current)
    if (node.kind !== 'operation') return
    timer.current = setTimeout(() => fetchAhead(node.line.key), MEANT_MS)
  }
}
