import { type KeyboardEvent, useState } from 'react'

import { FailureNote } from '#components/FailureNote'
import { useRows } from '#components/use-rows'
import type { ExchangeLine, HistoryFilter, TenantLine } from '#ipc/bindings'

import { copy } from '../copy-requests'
import { HISTORY_PAGE, useHistory } from '../queries-history'
import { HistoryRow } from './HistoryRow'

import styles from './Shelf.module.css'

const ROW = 48

type Props = {
  filter: HistoryFilter
  tenants: readonly TenantLine[]
  /** The entries chosen for a comparison; nothing while none is made. */
  chosen: readonly string[] | null
  onOpen: (line: ExchangeLine) => void
  onChoose: (line: ExchangeLine) => void
}

/** What was sent, newest first. One tab stop; Enter opens, and while two are chosen, chooses. */
export function HistoryList({ filter, tenants, chosen, onOpen, onChoose }: Props) {
  const [at, setAt] = useState(0)
  const [seen, setSeen] = useState<readonly number[]>([])
  const { first, total, loaded } = useHistory(filter, seen)
  const {
    scroller,
    first: top,
    last,
    height,
    topOf,
    show,
  } = useRows({
    count: total,
    size: ROW,
    around: 6,
  })
  const pages = pagesBetween(top, last)
  if (pages.some((page) => !seen.includes(page))) setSeen(pages)
  const lineAt = (index: number): ExchangeLine | undefined =>
    loaded.get(Math.floor(index / HISTORY_PAGE))?.[index % HISTORY_PAGE]
  const choose = (index: number) => {
    const line = lineAt(index)
    if (!line) return
    if (chosen === null) onOpen(line)
    else onChoose(line)
  }
  const goTo = (row: number) => {
    const next = Math.max(0, Math.min(total - 1, row))
    setAt(next)
    show(next)
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
    if (to !== undefined) goTo(to)
    else if (event.key === 'Enter' || event.key === ' ') choose(at)
    else return
    event.preventDefault()
  }
  if (first.error) {
    return <FailureNote error={first.error.error} onRetry={() => void first.refetch()} />
  }
  if (!first.data || total === 0) {
    return (
      <p className={styles.note}>
        {!first.data ? copy.coming : filter.words === '' ? copy.none : copy.noneFound(filter.words)}
      </p>
    )
  }
  const drawn = Array.from({ length: Math.max(0, last - top + 1) }, (_, index) => top + index)
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="listbox"
        aria-label={copy.list}
        aria-multiselectable={chosen !== null}
        className={styles.list}
        style={{ height: height }}
        onKeyDown={onKeyDown}
      >
        {drawn.map((index) => {
          const line = lineAt(index)
          return (
            <HistoryRow
              key={index}
              index={index}
              total={total}
              line={line}
              tenant={tenants.find(({ id }) => id === line?.tenant)?.name}
              chosen={line !== undefined && (chosen?.includes(line.id) ?? false)}
              focusable={index === at}
              top={topOf(index)}
              onPress={() => {
                setAt(index)
                choose(index)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}

const pagesBetween = (first: number, last: number): number[] => {
  const [from, to] = [
    Math.floor(first / HISTORY_PAGE),
    Math.floor(Math.max(0, last) / HISTORY_PAGE),
  ]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
