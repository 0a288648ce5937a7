import { useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, Check, Columns3 } from 'lucide-react'
import {
  type KeyboardEvent,
  memo,
  type MouseEvent,
  type ReactNode,
  useDeferredValue,
  useId,
  useMemo,
  useState,
} from 'react'

import { copyText } from '#lib/clipboard'
import { asTsv } from '#lib/delimited'
import { count } from '#lib/format'

import {
  type Choice,
  type DataColumn,
  definitions,
  features,
  matching,
  movedTo,
  textsOf,
} from './data-table'
import { Icon } from './Icon'
import { IconButton } from './IconButton'
import { Menu } from './Menu'
import { SearchField } from './SearchField'
import { useRows } from './use-rows'

import styles from './DataTable.module.css'

const ROW = 31
const HEAD = 28

const words = {
  columns: 'Choose columns',
  nothing: 'No row fits these words.',
  rows: (shown: number, all: number) =>
    shown === all ? `${count(all)} rows` : `${count(shown)} of ${count(all)} rows`,
  copied: (rows: number) => (rows === 1 ? 'One row copied' : `${count(rows)} rows copied`),
  notCopied: 'The system did not let Keydesk copy',
}

type Props<Row extends object> = {
  label: string
  /** What the box that narrows the rows is called. */
  filterLabel: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  /** Told when somebody wants to go where a row leads: by Enter or a double click. */
  onOpen?: (row: Row) => void
  /**
   * What else can be done with what is shown: the cells as text, under their heads; and with the
   * rows that are chosen, or with all that are shown while no more than one is.
   */
  tools?: (cells: () => string[][], chosen: readonly Row[]) => ReactNode
}

/**
 * Many rows of one kind: sorted, narrowed, copied, and drawn only where they are seen.
 *
 * One tab stop, with the keys of a grid: arrows, Home, End, page up and down, with Shift to choose
 * several, Ctrl or Cmd with A and C, Enter to go where a row leads.
 */
export function DataTable<Row extends object>({
  label,
  filterLabel,
  columns,
  rows,
  onOpen,
  tools,
}: Props<Row>) {
  const id = useId()
  const [filter, setFilter] = useState('')
  const [choice, setChoice] = useState<Choice>({ anchor: 0, at: 0 })
  const [told, setTold] = useState('')
  const wanted = useDeferredValue(filter)
  const searched = wanted.trim() !== ''
  const texts = useMemo(() => (searched ? textsOf(rows, columns) : []), [searched, rows, columns])
  const data = useMemo(
    () => (searched ? matching(rows, texts, wanted) : [...rows]),
    [searched, rows, texts, wanted],
  )
  const defined = useMemo(() => definitions(columns), [columns])
  const [folded] = useState(() =>
    Object.fromEntries(columns.map((column) => [column.id, column.folded !== true])),
  )
  const table = useTable({
    features,
    columns: defined,
    data,
    initialState: { columnVisibility: folded },
    enableMultiSort: false,
  })
  const sorted = table.getRowModel().rows
  const visible = table.getVisibleLeafColumns()
  // Rows in view are drawn again only when what they show is another; scrolling alone is cheap.
  const shown = useMemo(() => {
    const ids = new Set(visible.map((column) => column.id))
    return columns.filter((column) => ids.has(column.id))
  }, [columns, visible])
  const { scroller, first, last, height, topOf, show } = useRows({
    count: sorted.length,
    size: ROW,
    head: HEAD,
  })
  // Rows come and go while somebody looks; the choice stays inside.
  const inside = (index: number) => Math.max(0, Math.min(index, sorted.length - 1))
  const [at, anchor] = [inside(choice.at), inside(choice.anchor)]
  const [from, to] = [Math.min(at, anchor), Math.max(at, anchor)]

  const go = (index: number, extend: boolean) => {
    setChoice({ anchor: extend ? anchor : index, at: index })
    show(index)
  }
  const cellsOf = (some: readonly { original: Row }[]): string[][] =>
    some.map(({ original }) => shown.map((column) => column.text(original)))
  const copy = async () => {
    const chosen = sorted.slice(from, to + 1)
    const worked = await copyText(asTsv(cellsOf(chosen)))
    setTold(worked ? words.copied(chosen.length) : words.notCopied)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || sorted.length === 0) return
    const held = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD) / ROW) - 1)
    const moved = movedTo(event.key, at, sorted.length, page)
    const row = sorted[at]
    if (moved !== undefined && !event.altKey) go(moved, event.shiftKey)
    else if (held && event.key === 'a') setChoice({ anchor: 0, at: sorted.length - 1 })
    else if (held && event.key === 'c' && !window.getSelection()?.toString()) void copy()
    else if (event.key === 'Escape' && from !== to) setChoice({ anchor: at, at })
    else if (event.key === 'Enter' && row && onOpen) onOpen(row.original)
    else return
    event.preventDefault()
  }
  const template = shown.map(({ width }) => width).join(' ')
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div className={styles.part}>
      <div className={styles.tools}>
        <span className={styles.filter}>
          <SearchField
            label={filterLabel}
            placeholder={filterLabel}
            value={filter}
            onChange={setFilter}
            small
          />
        </span>
        <span className="quiet small num" role="status">
          {told === '' ? words.rows(sorted.length, rows.length) : told}
        </span>
        <span className="push" />
        {tools?.(
          () => [shown.map(({ title }) => title), ...cellsOf(sorted)],
          (from === to ? sorted : sorted.slice(from, to + 1)).map(({ original }) => original),
        )}
        <Menu
          label={words.columns}
          trigger={<IconButton label={words.columns} icon={Columns3} />}
          entries={table.getAllLeafColumns().map((column) => ({
            id: column.id,
            label: columns.find((each) => each.id === column.id)?.title ?? column.id,
            start: column.getIsVisible() ? <Icon of={Check} /> : <span className={styles.blank} />,
            // The last one stays: a table without columns could not be brought back.
            onChoose: () => column.toggleVisibility(shown.length > 1 ? undefined : true),
          }))}
        />
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={shown.length}
        aria-multiselectable
        aria-activedescendant={sorted.length > 0 ? `${id}-${at}` : undefined}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const index = indexOf(event)
          if (index !== null) go(index, event.shiftKey)
        }}
        onDoubleClick={(event) => {
          const row = sorted[indexOf(event) ?? -1]
          if (row) onOpen?.(row.original)
        }}
        onBlur={() => setTold('')}
      >
        <div role="rowgroup" className={styles.head}>
          <div
            role="row"
            aria-rowindex={1}
            className={styles.row}
            style={{ gridTemplateColumns: template }}
          >
            {shown.map((column) => (
              <Head
                key={column.id}
                column={column}
                direction={table.getColumn(column.id)?.getIsSorted() ?? false}
                onSort={() => table.getColumn(column.id)?.toggleSorting()}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height }}>
          {drawn.map((index) => {
            const row = sorted[index]
            return (
              row && (
                <DrawnRow
                  key={index}
                  id={`${id}-${index}`}
                  index={index}
                  top={topOf(index)}
                  template={template}
                  chosen={index >= from && index <= to}
                  active={index === at}
                  columns={shown}
                  row={row.original}
                />
              )
            )
          })}
        </div>
        {/* An active row that is scrolled away has to be there for those who only hear it. */}
        {(at < first || at > last) && sorted[at] && (
          <div
            role="row"
            id={`${id}-${at}`}
            aria-rowindex={at + 2}
            aria-selected
            className="hidden"
          >
            <Cells columns={shown} row={sorted[at].original} />
          </div>
        )}
      </div>
      {sorted.length === 0 && <p className={styles.nothing}>{words.nothing}</p>}
    </div>
  )
}

function Head<Row>({
  column,
  direction,
  onSort,
}: {
  column: DataColumn<Row>
  direction: 'asc' | 'desc' | false
  onSort: () => void
}) {
  return (
    <div
      role="columnheader"
      className={styles.cell}
      data-figures={column.figures || undefined}
      aria-sort={
        direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined
      }
    >
      <button type="button" className={styles.sort} onClick={onSort}>
        <span className="clip">{column.title}</span>
        {direction !== false && (
          <Icon of={direction === 'asc' ? ArrowUp : ArrowDown} size="small" />
        )}
      </button>
    </div>
  )
}

/** Which row something happened in. */
function indexOf(event: MouseEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest('[data-index]') : null
  return row instanceof HTMLElement ? Number(row.dataset.index) : null
}

type DrawnRowProps<Row> = {
  id: string
  index: number
  top: number
  template: string
  chosen: boolean
  active: boolean
  columns: readonly DataColumn<Row>[]
  row: Row
}

/** One row where it belongs. What is done in it is heard by all rows at once. */
const DrawnRow = memo(function DrawnRow<Row>({
  id,
  index,
  top,
  template,
  chosen,
  active,
  columns,
  row,
}: DrawnRowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-active={active || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      <Cells columns={columns} row={row} />
    </div>
  )
}) as <Row>(props: DrawnRowProps<Row>) => ReactNode

function Cells<Row>({ columns, row }: { columns: readonly DataColumn<Row>[]; row: Row }) {
  return columns.map((column, index) => {
    const text = column.text(row)
    return (
      <div
        key={column.id}
        role={index === 0 ? 'rowheader' : 'gridcell'}
        className={styles.cell}
        data-figures={column.figures || undefined}
        title={text}
      >
        {column.cell ? column.cell(row) : <span className="clip">{text}</span>}
      </div>
    )
  })
}
