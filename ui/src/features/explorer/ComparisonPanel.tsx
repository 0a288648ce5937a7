import { Check, GitCompareArrows, X } from 'lucide-react'
import { useCallback, useState } from 'react'

import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Segments } from '#components/Segments'
import { Bone, Skeleton } from '#components/Skeleton'
import { VirtualRows } from '#components/VirtualRows'
import type { ChangeCounts, ChangeView, ChangeWeight } from '#ipc/bindings'
import { count } from '#lib/format'

import { ChangeRow } from './ChangeRow'
import { copy } from './copy-document'
import { LIST_PAGE, useComparison } from './queries'
import { weights } from './search'
import { useGo, usePart } from './use-place'

import styles from './ComparisonPanel.module.css'

type Props = {
  /** The ids of the two documents. */
  older: string
  newer: string
  title: string
  detail?: string
  /** How many changes there are, where that is known before they come. */
  counts?: ChangeCounts
  /** The person has seen it; nothing when there is nothing to forget by that. */
  onSeen?: (() => void) | undefined
  seeing?: boolean
  onLeave?: (() => void) | undefined
  onOpen: (operation: string) => void
}

const FIRST = [0] as const

/** What changed from one document to another, the changes that break callers first. */
export function ComparisonPanel(props: Props) {
  const { older, newer, title, detail, onSeen, seeing = false, onLeave, onOpen } = props
  const wantedWeight = usePart('weight')
  const go = useGo()
  const [wanted, setWanted] = useState<readonly number[]>(FIRST)
  const comparison = useComparison(older, newer, wanted)
  const counts = comparison.pages.find((page) => page !== undefined)?.counts ?? props.counts
  const weight = weights.find((known) => known === wantedWeight) ?? 'all'
  const part = counts && partOf(counts, weight)

  const loaded = new Map(wanted.map((page, index) => [page, comparison.pages[index]?.changes]))
  const change = (index: number): ChangeView | undefined =>
    loaded.get(Math.floor(index / LIST_PAGE))?.[index % LIST_PAGE]
  const from = part?.from ?? 0
  const onRows = useCallback(
    (first: number, last: number) =>
      setWanted((known) => withPages(known, first + from, last + from)),
    [from],
  )

  return (
    <section className={styles.panel} aria-label={copy.changes.region}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          <GitCompareArrows aria-hidden size={15} strokeWidth={1.75} />
          {title}
          {counts && <span className={styles.counts}>: {copy.changes.counts(counts)}</span>}
        </h3>
        {detail && <p className="quiet small">{detail}</p>}
        <div className={styles.tools}>
          {counts && (
            <Segments
              label={copy.changes.show}
              segments={(['all', ...weights] as const).map((id) => ({
                id,
                label: `${id === 'all' ? copy.changes.all : copy.changes.weight(id)} ${count(partOf(counts, id).size)}`,
              }))}
              value={weight}
              onChange={(next) =>
                go({ weight: next === 'all' ? undefined : next, with: older }, 'replace')
              }
            />
          )}
          <span className="push" />
          {onLeave && (
            <Button size="small" kind="plain" icon={X} onPress={onLeave}>
              {copy.changes.leave}
            </Button>
          )}
          {onSeen && (
            <Button
              size="small"
              kind="primary"
              icon={Check}
              onPress={() => {
                if (!seeing) onSeen()
              }}
            >
              {copy.changes.seen}
            </Button>
          )}
        </div>
      </header>
      {comparison.error ? (
        <FailureNote error={comparison.error.error} onRetry={comparison.retry} />
      ) : !part ? (
        <div className={styles.wait}>
          <Skeleton awaited={copy.changes.awaited}>
            <Bone width={320} />
            <Bone width={280} />
            <Bone width={300} />
          </Skeleton>
        </div>
      ) : part.size === 0 ? (
        <p className={styles.nothing}>
          {weight === 'all' ? copy.changes.none : copy.changes.noneOf}
        </p>
      ) : (
        <VirtualRows
          key={weight}
          label={copy.changes.region}
          count={part.size}
          height={ROW}
          onSeen={onRows}
        >
          {(index) => (
            <ChangeRow
              change={change(index + from)}
              before={index === 0 ? null : change(index + from - 1)}
              onOpen={onOpen}
            />
          )}
        </VirtualRows>
      )}
    </section>
  )
}

const ROW = 32

/** Which part of all changes has one weight: breaking ones come first, words last. */
function partOf(
  counts: ChangeCounts,
  weight: ChangeWeight | 'all',
): { from: number; size: number } {
  const { breaking, additive, wording } = counts
  switch (weight) {
    case 'all':
      return { from: 0, size: breaking + additive + wording }
    case 'breaking':
      return { from: 0, size: breaking }
    case 'additive':
      return { from: breaking, size: additive }
    case 'wording':
      return { from: breaking + additive, size: wording }
    default: {
      const never: never = weight
      return never
    }
  }
}

function withPages(known: readonly number[], first: number, last: number): readonly number[] {
  const fresh: number[] = []
  for (let page = Math.floor(first / LIST_PAGE); page * LIST_PAGE <= last; page += 1) {
    if (!known.includes(page)) fresh.push(page)
  }
  return fresh.length === 0 ? known : [...known, ...fresh]
}
