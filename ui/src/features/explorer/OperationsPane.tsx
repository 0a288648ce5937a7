import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'

import { SearchField } from '#components/SearchField'
import type { DocumentView, Effect } from '#ipc/bindings'
import { count } from '#lib/format'

import { copy } from './copy'
import { EffectFilter } from './EffectFilter'
import { FindingsButton } from './FindingsButton'
import { groupTree, hitTree, type Node, operationCount, operationRow, operationsOf } from './model'
import { OperationTree } from './OperationTree'
import { useGroups, useHits, useOperation } from './queries'
import { isSlash, useKey } from './use-key'
import { usePlace } from './use-place'

import styles from './OperationsPane.module.css'

type Props = { view: DocumentView; menu: ReactNode; refused: ReactNode; onChosen: () => void }

/** The list of a document's operations: by group, by effect, by what is typed. */
export function OperationsPane({ view, menu, refused, onChosen }: Props) {
  const [place, go] = usePlace()
  const [words, setWords] = useState(place.words ?? '')
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const field = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLElement>(null)
  useKey(isSlash, () => field.current?.focus())

  const without = place.without ?? []
  const searched = words.trim()
  const current = useCurrentRow(view.line.id, place.operation)
  const isOpen = (group: string) =>
    turned.get(group) ?? (searched !== '' || group === current?.group || view.groups.length === 1)

  // A filter changes what every group counts, so then all of them are asked for.
  const wanted = without.length > 0 ? view.groups : view.groups.filter(({ name }) => isOpen(name))
  const loaded = useGroups(view.line.id, wanted)
  const hits = useHits(view.line.id, searched)
  const found = searched === '' ? [] : hitTree(hits.data ?? [], without)
  const nodes = searched === '' ? groupTree(view.groups, loaded, without) : found
  const open = new Set(nodes.map(({ id }) => id).filter(isOpen))

  const total = operationCount(view)
  const kept = effectSum(view, without)
  const search = (next: string) => {
    setWords(next)
    setTurned(new Map())
    go({ words: next.trim() === '' ? undefined : next }, 'replace')
  }
  const choose = (key: string) => {
    go({ operation: key, tab: undefined })
    onChosen()
  }
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      pane.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()
    }
    const first = operationsOf(found)[0]
    if (event.key === 'Enter' && first) choose(first.key)
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
        {refused}
        <div className={styles.search}>
          <SearchField
            label={copy.find}
            placeholder={copy.findHint}
            value={words}
            onChange={search}
            small
            inputRef={field}
            onKeyDown={onSearchKey}
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
      </div>
      <div className={styles.tree}>
        <OperationTree
          label={copy.operations(total)}
          nodes={nodes}
          open={open}
          onOpen={(group, opened) => setTurned(new Map(turned).set(group, opened))}
          selected={current?.row ?? null}
          onSelect={(node: Node) => {
            if (node.kind === 'operation') choose(node.line.key)
          }}
        />
        {nodes.length === 0 && !(searched !== '' && hits.isPending) && (
          <p className={styles.nothing}>
            {searched === '' ? copy.nothingShown : copy.nothingFound(searched)}
          </p>
        )}
      </div>
      <footer className={styles.foot}>
        <span className="num">{copy.operations(total)}</span>
        <span className="num" role="status">
          {searched !== ''
            ? hits.data && copy.found(operationsOf(found).length)
            : kept < total && copy.shownOf(kept)}
        </span>
        <span className="push" />
        {view.line.findings > 0 && (
          <FindingsButton document={view.line.id} total={view.line.findings} />
        )}
        <span className="hidden">
          {count(view.groups.length)} {copy.groups}
        </span>
      </footer>
    </section>
  )
}

/** Where the operation that is looked at stands in the tree, once its group is known. */
function useCurrentRow(document: string, operation: string | undefined) {
  const page = useOperation(document, operation ?? '')
  if (operation === undefined || !page.data) return null
  return { group: page.data.group, row: operationRow(page.data.group, operation) }
}

const effectSum = ({ effects }: DocumentView, without: readonly Effect[]): number =>
  (['reads', 'discloses', 'changes', 'removes'] as const)
    .filter((effect) => !without.includes(effect))
    .reduce((sum, effect) => sum + effects[effect], 0)
