import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

import { SearchField } from '#components/SearchField'
import { Segments } from '#components/Segments'
import type { DocumentView, Effect } from '#ipc/bindings'

import { copy } from './copy'
import { EffectFilter } from './EffectFilter'
import { operationCount } from './model'
import { type Node, operationsOf } from './operation-tree'
import { OperationsFoot } from './OperationsFoot'
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
  const without = place.without ?? []
  const tree = useOperationTree(view, place, searched)
  const total = operationCount(view)
  const search = (next: string) => {
    setWords(next)
    tree.onFresh()
    go({ words: next.trim() === '' ? undefined : next }, 'replace')
  }
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const first = operationsOf(tree.nodes)[0]
    if (event.key === 'ArrowDown') {
      const row =
        pane.current?.querySelector<HTMLElement>('[role="treeitem"][aria-selected="true"]') ??
        pane.current?.querySelector<HTMLElement>(
          searched === ''
            ? '[role="treeitem"][tabindex="0"]'
            : '[role="treeitem"]:not([aria-expanded])',
        )
      row?.focus()
    } else if (event.key === 'Enter' && searched !== '' && first) onChosen(first.key, 'look')
    else return
    event.preventDefault()
  }

  return (
    <section
      ref={pane}
      className={styles.pane}
      aria-label={copy.operationsButton}
      data-region="list"
    >
      <div className={styles.head}>
        {menu}
        <div
          className={styles.search}
          onFocus={() => setFinding(true)}
          onBlur={() => setFinding(false)}
        >
          <SearchField
            label={copy.find}
            placeholder={copy.findHint}
            value={words}
            onChange={search}
            small
            inputRef={field}
            autoFocus={finds}
            onKeyDown={onSearchKey}
            describedBy={hint}
          />
          {words === '' && <kbd aria-hidden>/</kbd>}
        </div>
        <EffectFilter
          counts={view.effects}
          without={without}
          onChange={(next: Effect[]) =>
            go({ without: next.length > 0 ? next : undefined }, 'replace')
          }
        />
        <Segments
          label={copy.standing}
          segments={[
            { id: 'group', label: copy.byGroup },
            { id: 'path', label: copy.byPath },
          ]}
          value={place.tree ?? 'group'}
          onChange={(tree) => go({ tree: tree === 'path' ? 'path' : undefined }, 'replace')}
          wide
        />
      </div>
      <div className={styles.tree}>
        <OperationTree
          label={copy.operations(total)}
          nodes={tree.nodes}
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
        hint={{ id: hint, shown: finding && searched === '' }}
      />
    </section>
  )
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
