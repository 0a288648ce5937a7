import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useState } from 'react'

import { useRows } from '#components/use-rows'

import { copy } from './copy'
import { MatrixHead } from './MatrixHead'
import { MatrixRow } from './MatrixRow'
import { type Chosen, type MatrixColumn, type MatrixLine, movedTo, type Place } from './model'
import { useColumns } from './use-columns'

import styles from './Matrix.module.css'

const ROW = 27
const HEAD = 46
/** Lines are light, and far fewer than rows of other tables. */
const AROUND = 24

type Props = {
  label: string
  /** What the columns are called, and what else is said of them. */
  corner: { title: string; note: string }
  lines: readonly MatrixLine[]
  columns: readonly MatrixColumn[]
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** How wide the column with the permissions is, in pixels. */
  wide: number
}

/**
 * Permissions against who holds them, of which only what is seen is drawn.
 *
 * One tab stop, with the keys of a grid: arrows, with Ctrl or Cmd to the end; Home, End, with Ctrl
 * or Cmd to the first or last cell; page up and down; Enter or Space looks more closely.
 */
export function Matrix(props: Props) {
  const { label, corner, lines, columns, chosen, onChoose, wide } = props
  const id = useId()
  const [wanted, setWanted] = useState<Place>({ line: 1, column: 0 })
  const rows = useRows({ count: lines.length, size: ROW, around: AROUND, head: HEAD })
  const across = useColumns(rows.scroller, columns.length, wide)
  const at = inside(wanted, lines, columns.length)
  const whole = wide + columns.length * across.size
  useEffect(() => {
    // Where it is scrolled belongs to the page; what was chosen by its address has to be seen.
    const line = lines.findIndex(
      (each) => each.kind === 'permission' && each.key === chosen.permission,
    )
    if (line >= 0) rows.show(line, 'centre')
    const column = columns.findIndex(({ key }) => key === chosen.holder)
    across.show(column)
    // oxlint-disable-next-line react/exhaustive-deps -- only where it begins is decided by the address
  }, [])

  const go = (to: Place) => {
    setWanted(to)
    if (to.line >= 0) rows.show(to.line)
    across.show(to.column)
  }
  const choose = ({ line, column }: Place) => {
    const row = lines[line]
    const permission = row?.kind === 'permission' ? row.key : undefined
    const holder = columns[column]?.key
    if (permission !== undefined || holder !== undefined) onChoose({ permission, holder })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD) / ROW) - 1)
    const held = event.ctrlKey || event.metaKey
    const to = movedTo(event.key, held, at, lines, columns.length, page)
    if (to) go(to)
    else if (event.key === 'Enter' || event.key === ' ') choose(at)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const to = placeOf(event)
    if (!to) return
    go(to)
    choose(to)
  }
  const { first, last } = across
  // Lines are drawn again only when what they show is another; scrolling alone is cheap.
  const drawn = useMemo(() => range(first, last, at.column), [first, last, at.column])
  return (
    <div
      ref={rows.scroller}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={`${id}-${at.line}-${at.column}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles.head} style={{ width: whole }}>
        <MatrixHead
          id={id}
          corner={corner}
          columns={columns}
          drawn={drawn}
          wide={wide}
          size={across.size}
          active={at.line === -1 ? at.column : null}
          chosen={chosen.holder}
        />
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: rows.height, width: whole }}>
        {range(rows.first, rows.last, at.line).map((index) => {
          const line = lines[index]
          return (
            line && (
              <MatrixRow
                key={line.key}
                id={id}
                index={index}
                top={rows.topOf(index)}
                line={line}
                columns={columns}
                drawn={drawn}
                wide={wide}
                size={across.size}
                active={at.line === index ? at.column : null}
                here={line.key === chosen.permission}
                holder={chosen.holder}
              />
            )
          )
        })}
      </div>
      {lines.length === 0 && <p className={styles.nothing}>{copy.nothingFits}</p>}
    </div>
  )
}

/** The nearest cell there is: lines and columns come and go while somebody looks. */
function inside({ line, column }: Place, lines: readonly MatrixLine[], columns: number): Place {
  const near = Math.min(line, lines.length - 1)
  return {
    line: lines[near]?.kind === 'group' ? Math.min(near + 1, lines.length - 1) : near,
    column: Math.min(column, columns - 1),
  }
}

/** What is in view, and the active one, which has to be there for those who only hear it. */
function range(first: number, last: number, active: number): number[] {
  const seen = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return active < 0 || (active >= first && active <= last) ? seen : [...seen, active]
}

/** Which cell something happened in. */
function placeOf(event: MouseEvent): Place | null {
  const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null
  if (!(cell instanceof HTMLElement)) return null
  return { line: Number(cell.dataset.line), column: Number(cell.dataset.column) }
}
