import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'

import { Icon } from '#components/Icon'
import type { SchemaNode } from '#ipc/bindings'

import { firstWords } from './Blocks'
import { copy } from './copy'
import { useSchema } from './queries'

import styles from './SchemaTree.module.css'

type Props = {
  document: string
  label: string
  /** What the first column is called: the name of the whole. */
  title: string
  nodes: readonly SchemaNode[]
}

/** Fields, their types and rules. What lies below a field is asked for when it is opened. */
export function SchemaTree({ document, label, title, nodes }: Props) {
  return (
    <div className={styles.scroller}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows that open make a table a treegrid, with its rows and cells as they are */}
      <table role="treegrid" aria-label={label} className={styles.table} onKeyDown={moveRows}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{copy.schema.type}</th>
            <th scope="col">{copy.schema.rule}</th>
            <th scope="col">{copy.schema.means}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node, index) => (
            <Rows
              key={rowKey(node, index)}
              document={document}
              node={node}
              level={1}
              first={index === 0}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

// Alternatives of one place share a name, and a cycle repeats a pointer; the place tells them apart.
const rowKey = (node: SchemaNode, index: number) => `${index} ${node.name}`

type RowProps = { document: string; node: SchemaNode; level: number; first?: boolean }

function Rows({ document, node, level, first = false }: RowProps) {
  const [open, setOpen] = useState(false)
  const below = useSchema(document, open ? node.pointer : null)
  const name = node.name === '' ? copy.schema.whole : node.name
  const turn = () => {
    if (node.opens) setOpen(!open)
  }
  return (
    <>
      <tr
        className={styles.row}
        tabIndex={first ? 0 : -1}
        aria-level={level}
        data-opens={node.opens || undefined}
        {...(node.opens ? { 'aria-expanded': open } : {})}
        onClick={turn}
        onKeyDown={(event) => {
          const wanted = { ArrowRight: true, ArrowLeft: false }[event.key]
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault()
            turn()
          } else if (node.opens && wanted !== undefined && wanted !== open) {
            event.preventDefault()
            setOpen(wanted)
          }
        }}
      >
        <th scope="row" aria-label={name} style={{ paddingInlineStart: 10 + (level - 1) * 14 }}>
          <span className={styles.name}>
            <span className={styles.turn}>
              {node.opens && <Icon of={open ? ChevronDown : ChevronRight} size="small" />}
            </span>
            <code data-off={node.deprecated || undefined} title={name}>
              {name}
            </code>
          </span>
        </th>
        <td>
          <span className={styles.type} title={typeOf(node)}>
            {typeOf(node)}
          </span>
        </td>
        <td className={styles.rule}>
          <Rule node={node} />
        </td>
        <td className={styles.means} title={meaning(node)}>
          {meaning(node)}
        </td>
      </tr>
      {open && <Below document={document} level={level + 1} state={below} />}
    </>
  )
}

function Below({
  document,
  level,
  state,
}: {
  document: string
  level: number
  state: ReturnType<typeof useSchema>
}) {
  if (state.data && state.data.length > 0) {
    return state.data.map((child, index) => (
      <Rows key={rowKey(child, index)} document={document} node={child} level={level} />
    ))
  }
  const words = state.error
    ? copy.schema.failed
    : state.data
      ? copy.schema.empty
      : copy.schema.coming
  return (
    <tr aria-level={level}>
      <td colSpan={4} className={styles.note} style={{ paddingInlineStart: 27 + (level - 1) * 14 }}>
        {words}
      </td>
    </tr>
  )
}

function Rule({ node }: { node: SchemaNode }) {
  const flags = [
    node.required && copy.schema.required,
    node.readOnly && copy.schema.readOnly,
    node.writeOnly && copy.schema.writeOnly,
    node.nullable && copy.schema.nullable,
    node.deprecated && copy.deprecated,
    node.cycle && copy.schema.cycle,
  ].filter((flag) => flag !== false)
  return (
    <span className={styles.rules} title={[node.rule, ...flags].filter(Boolean).join(', ')}>
      {flags.map((flag) => (
        <span key={flag} className={styles.flag}>
          {flag}
        </span>
      ))}
      {node.rule}
    </span>
  )
}

const typeOf = ({ typeWords, format }: SchemaNode): string =>
  format === null || typeWords.includes(format)
    ? typeWords
    : typeWords === 'string' || typeWords === 'integer' || typeWords === 'number'
      ? format
      : `${typeWords}, ${format}`

function meaning(node: SchemaNode): string {
  const words = [
    firstWords(node.description),
    node.allowed.length > 0 ? copy.schema.oneOf(node.allowed) : '',
    node.default === null ? '' : copy.schema.default(node.default),
  ]
  return words.filter((part) => part !== '').join(' · ')
}

/** One tab stop for the table; up and down move between its rows. */
function moveRows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const row = event.target instanceof Element ? event.target.closest('tr') : null
  if (step === undefined || !row) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr[tabindex]')]
  const next = rows[rows.indexOf(row) + step]
  if (!next) return
  event.preventDefault()
  row.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}
