import { ChevronDown, ChevronRight, CornerLeftUp } from 'lucide-react'
import { memo } from 'react'

import { Icon } from '#components/Icon'
import type { SchemaNode } from '#ipc/bindings'

import { Blocks } from './Blocks'
import { copy } from './copy'
import { cycleName, meaning, type SchemaRow } from './schema-rows'

import styles from './SchemaTree.module.css'

const INDENT = 14
/** Deeper rows stay where these are, and say how deep they are. */
const DEEPEST_INDENT = 9
/** Longer lists of values are cut. */
const MOST_ALLOWED = 100

type Props = {
  row: SchemaRow
  index: number
  current: boolean
  measure: ((element: Element | null) => void) | undefined
}

/** One row of a schema: a field, a fold, or what belongs to the row above. */
export const SchemaTreeRow = memo(function SchemaTreeRow({ row, index, current, measure }: Props) {
  const open = row.kind === 'field' || row.kind === 'fold' ? row.open : undefined
  return (
    <tr
      ref={measure}
      data-index={index}
      data-row={row.id}
      className={styles.row}
      tabIndex={current ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={row.level}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
    >
      <Cells row={row} />
    </tr>
  )
})

const indent = (level: number) => (Math.min(level, DEEPEST_INDENT) - 1) * INDENT

function Cells({ row }: { row: SchemaRow }) {
  switch (row.kind) {
    case 'field':
      return <FieldCells row={row} />
    case 'fold':
      return (
        <>
          <Name level={row.level} open={row.open} name={copy.schema.fields(row.nodes.length)} />
          <td colSpan={2}>
            <span className={styles.type}>
              {row.nodes[0]?.readOnly ? copy.schema.readOnly : copy.schema.writeOnly}
            </span>
          </td>
          <td className={styles.means}>
            {row.nodes
              .map(({ name }) => name)
              .slice(0, 6)
              .join(', ')}
          </td>
        </>
      )
    case 'words':
      return (
        <td
          colSpan={4}
          className={styles.words}
          style={{ paddingInlineStart: 13 + indent(row.level) }}
        >
          <Words node={row.node} />
        </td>
      )
    case 'note':
      return (
        <td
          colSpan={4}
          className={styles.note}
          style={{ paddingInlineStart: 27 + indent(row.level) }}
        >
          {copy.schema[row.state]}
        </td>
      )
    default: {
      const never: never = row
      return never
    }
  }
}

function FieldCells({ row }: { row: Extract<SchemaRow, { kind: 'field' }> }) {
  const { node } = row
  const name = node.name === '' ? copy.schema.whole : node.name
  return (
    <>
      <Name
        level={row.level}
        open={row.open}
        name={name}
        off={node.deprecated}
        required={node.required}
      />
      {row.leads === null ? (
        <>
          <td>
            <span className={styles.type} title={typeOf(node)}>
              {typeOf(node)}
            </span>
          </td>
          <td className={styles.rule}>
            <Rule node={node} />
          </td>
        </>
      ) : (
        <td colSpan={2}>
          <span className={styles.leads}>
            <Icon of={CornerLeftUp} size="tiny" />
            <span className="clip">{copy.schema.leads(cycleName(node))}</span>
            <Rule node={node} />
          </span>
        </td>
      )}
      <td className={styles.means} title={meaning(node)}>
        {meaning(node)}
      </td>
    </>
  )
}

function Name({
  level,
  open,
  name,
  off = false,
  required = false,
}: {
  level: number
  open: boolean | undefined
  name: string
  off?: boolean
  required?: boolean
}) {
  return (
    <th
      scope="row"
      aria-label={required ? `${name}, ${copy.schema.required}` : name}
      style={{ paddingInlineStart: 10 + indent(level) }}
    >
      <span className={styles.name}>
        <span className={styles.turn}>
          {open !== undefined && <Icon of={open ? ChevronDown : ChevronRight} size="small" />}
        </span>
        {level > DEEPEST_INDENT && <span className={styles.depth}>{level}</span>}
        <code data-off={off || undefined} title={name}>
          {name}
        </code>
        {required && (
          <span className={styles.required} title={copy.schema.required}>
            <span aria-hidden>*</span>
            <span className="hidden">{copy.schema.required}</span>
          </span>
        )}
      </span>
    </th>
  )
}

function Rule({ node }: { node: SchemaNode }) {
  const flags = [
    node.readOnly && copy.schema.readOnly,
    node.writeOnly && copy.schema.writeOnly,
    node.nullable && copy.schema.nullable,
    node.deprecated && copy.deprecated,
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

/** Everything about a field that its row has no room for. */
function Words({ node }: { node: SchemaNode }) {
  return (
    <>
      <Blocks blocks={node.description} />
      {node.allowed.length > 0 && (
        <p className={styles.allowed}>
          <span className="quiet">{copy.schema.allowed}</span>
          {node.allowed.slice(0, MOST_ALLOWED).map((value) => (
            <code key={value}>{value}</code>
          ))}
          {node.allowed.length > MOST_ALLOWED && (
            <span className="quiet">{copy.schema.more(node.allowed.length - MOST_ALLOWED)}</span>
          )}
        </p>
      )}
      {node.default !== null && <p className="quiet">{copy.schema.default(node.default)}</p>}
    </>
  )
}

const typeOf = ({ typeWords, format }: SchemaNode): string =>
  format === null || typeWords.includes(format)
    ? typeWords
    : typeWords === 'string' || typeWords === 'integer' || typeWords === 'number'
      ? format
      : `${typeWords}, ${format}`
