import { type KeyboardEvent, type ReactNode, useState } from 'react'

import { Bone, Skeleton } from '#components/Skeleton'
import { useRows } from '#components/use-rows'
import type { AuditFilter, AuditLine, TenantLine } from '#ipc/bindings'

import { ActivityFailure } from './ActivityFailure'
import { copy } from './copy'
import { EntryRow } from './EntryRow'
import { PAGE, useEntries } from './queries'

import styles from './EntryList.module.css'

/** How high a row is. */
const ROW = 31

type Props = {
  filter: AuditFilter
  tenants: readonly TenantLine[]
  /** The number of the entry that is open. */
  open: number | undefined
  /** What stands here when nothing fits. */
  empty: ReactNode
  onOpen: (line: AuditLine) => void
}

/** The entries, newest first. One tab stop; arrows move, Enter opens. */
export function EntriesPanel({ filter, tenants, open, empty, onOpen }: Props) {
  const [at, setAt] = useState(0)
  const [seen, setSeen] = useState<readonly number[]>([])
  const asked = JSON.stringify(filter)
  const [before, setBefore] = useState(asked)
  if (before !== asked) {
    // Another question: what was looked at is somewhere else, or nowhere. Its rows stay until then.
    setBefore(asked)
    setAt(0)
    setSeen([])
  }
  const { first: answer, total, lineAt } = useEntries(filter, seen)
  const rows = useRows({ count: total, size: ROW, around: 12 })
  const { scroller, first, last, height, topOf, show } = rows
  const pages = pagesBetween(first, last)
  if (pages.some((page) => !seen.includes(page))) setSeen(pages)
  const goTo = (row: number) => {
    const next = Math.max(0, Math.min(total - 1, row))
    setAt(next)
    show(next)
    // With an entry open beside the list, the next one takes its place.
    const line = lineAt(next)
    if (open !== undefined && line) onOpen(line)
    // The row may only now be drawn; it takes the focus once it is.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 480) / ROW) - 1)
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    }[event.key]
    const line = lineAt(at)
    if (to !== undefined) goTo(to)
    else if ((event.key === 'Enter' || event.key === ' ') && line) onOpen(line)
    else return
    event.preventDefault()
  }
  if (answer.error) {
    return <ActivityFailure error={answer.error.error} onRetry={() => void answer.refetch()} />
  }
  if (!answer.data) {
    return (
      <Skeleton awaited={copy.awaited}>
        <Bone height={28} />
        <Bone height={31} />
        <Bone height={31} />
        <Bone height={31} />
      </Skeleton>
    )
  }
  if (total === 0) return empty
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div className={styles.table}>
      <div className={styles.head} aria-hidden>
        {copy.columns.map((column) => (
          <span key={column}>{column}</span>
        ))}
      </div>
      <div ref={scroller} className={styles.scroller}>
        <div
          role="listbox"
          aria-label={copy.list}
          className={styles.list}
          style={{ height }}
          onKeyDown={onKeyDown}
        >
          {drawn.map((index) => {
            const line = lineAt(index)
            return (
              <EntryRow
                key={index}
                index={index}
                total={total}
                line={line}
                tenant={tenants.find(({ id }) => id === line?.tenant)}
                open={line !== undefined && line.number === open}
                focusable={index === at}
                top={topOf(index)}
                onPress={() => {
                  setAt(index)
                  if (line) onOpen(line)
                }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

const pagesBetween = (first: number, last: number): number[] => {
  const [from, to] = [Math.floor(first / PAGE), Math.floor(Math.max(0, last) / PAGE)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
