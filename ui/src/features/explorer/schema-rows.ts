import type { OperationView, SchemaNode } from '#ipc/bindings'

import { firstWords } from './Blocks'
import { copy } from './copy'

/** In which direction a schema travels; what cannot travel that way is folded. */
export type Side = 'request' | 'answer' | 'both'

type Place = {
  /** The way down to it, by numbers; the same for as long as the schema is shown. */
  id: string
  level: number
  /** The row it stands in; -1 at the top. */
  parent: number
}

/** A row of a schema. */
export type SchemaRow = Place &
  (
    | {
        kind: 'field'
        node: SchemaNode
        open: boolean | undefined
        /** The row a cycle leads back to; the empty text is the top. */
        leads: string | null
      }
    | { kind: 'fold'; nodes: readonly SchemaNode[]; open: boolean }
    | { kind: 'words'; node: SchemaNode }
    | { kind: 'note'; state: 'coming' | 'failed' | 'empty' }
  )

/** What lies below places that were opened, by pointer. */
type Below = ReadonlyMap<string, { data: readonly SchemaNode[] | undefined; failed: boolean }>

const FOLD_FROM = 2

/** What of a list is folded, because it does not travel this way. */
function folded(nodes: readonly SchemaNode[], side: Side): readonly SchemaNode[] {
  if (side === 'both') return []
  const away = nodes.filter((node) => (side === 'request' ? node.readOnly : node.writeOnly))
  return away.length >= FOLD_FROM && away.length < nodes.length ? away : []
}

/** The rows of a schema of which some places are open. `whole` is what the top belongs to. */
export function schemaRows(
  nodes: readonly SchemaNode[],
  open: ReadonlySet<string>,
  below: Below,
  { side, whole }: { side: Side; whole: SchemaNode | null },
): SchemaRow[] {
  const rows: SchemaRow[] = []
  // What is still to be drawn, the next one last: schemas can be deeper than calls may nest.
  const waiting: (() => void)[] = []

  const field = (node: SchemaNode, place: Place) => {
    const isOpen = canOpen(node) ? open.has(place.id) : undefined
    const leads = node.cycle ? leadsTo(rows, node, place.parent, whole) : null
    rows.push({ ...place, kind: 'field', node, open: isOpen, leads })
    if (!isOpen) return
    const inside = { level: place.level + 1, parent: rows.length - 1 }
    const note = (state: 'coming' | 'failed' | 'empty') =>
      rows.push({ ...inside, kind: 'note', id: `${place.id}/note`, state })
    if (!opensFields(node)) {
      rows.push({ ...inside, kind: 'words', id: `${place.id}/words`, node })
      return
    }
    const came = below.get(node.pointer)
    if (!came?.data) note(came?.failed ? 'failed' : 'coming')
    else if (came.data.length === 0) note('empty')
    else list(came.data, place.id, inside)
  }
  const list = (siblings: readonly SchemaNode[], at: string, place: Omit<Place, 'id'>) => {
    const away = folded(siblings, side)
    const jobs = siblings.flatMap((node, index) =>
      away.includes(node) ? [] : [() => field(node, { ...place, id: `${at}/${index}` })],
    )
    if (away.length > 0) jobs.push(() => fold(away, { ...place, id: `${at}/fold` }))
    waiting.push(...jobs.reverse())
  }
  const fold = (away: readonly SchemaNode[], place: Place) => {
    rows.push({ ...place, kind: 'fold', nodes: away, open: open.has(place.id) })
    if (!open.has(place.id)) return
    const inside = { level: place.level + 1, parent: rows.length - 1 }
    const jobs = away.map(
      (node, index) => () => field(node, { ...inside, id: `${place.id}/${index}` }),
    )
    waiting.push(...jobs.reverse())
  }
  list(nodes, '', { level: 1, parent: -1 })
  for (let job = waiting.pop(); job; job = waiting.pop()) job()
  return rows
}

/** Whether fields can be asked for below it. What leads back up is a link instead. */
export const opensFields = (node: SchemaNode): boolean => node.opens && !node.cycle

/** About as many letters as the last column has room for. */
const ROOM = 24

/** Whether there is more to say than its row has room for. */
const saysMore = (node: SchemaNode): boolean =>
  node.description.length > 1 ||
  node.description.some(({ kind }) => kind !== 'paragraph') ||
  meaning(node).length > ROOM

/** What a field means, in one line: its description, the values it may have, its default. */
export function meaning(node: SchemaNode): string {
  const words = [
    firstWords(node.description),
    node.allowed.length > 0 ? copy.schema.oneOf(node.allowed) : '',
    node.default === null ? '' : copy.schema.default(node.default),
  ]
  return words.filter((part) => part !== '').join(' · ')
}

const canOpen = (node: SchemaNode): boolean => opensFields(node) || (!node.cycle && saysMore(node))

const bare = (typeWords: string): string => typeWords.replace(/^(array of |map of )+/, '')

/** What a cycle leads to, in words: `User` for `array of User`. */
export const cycleName = (node: SchemaNode): string => bare(node.typeWords)

function leadsTo(
  rows: readonly SchemaRow[],
  node: SchemaNode,
  parent: number,
  whole: SchemaNode | null,
): string | null {
  const same = (other: SchemaNode) =>
    other.pointer === node.pointer || bare(other.typeWords) === bare(node.typeWords)
  for (let at = rows[parent]; at !== undefined; at = rows[at.parent]) {
    if (at.kind === 'field' && same(at.node)) return at.id
  }
  return whole && same(whole) ? '' : null
}

/** The places whose fields an operation's page shows at once. */
export function firstSchemas({ bodies, parameters, answers }: OperationView): string[] {
  const first =
    bodies[0] !== undefined
      ? bodies[0].schema
      : parameters.length > 0
        ? null
        : (answers[usualAnswer(answers)]?.media[0]?.schema ?? null)
  return first?.opens ? [first.pointer] : []
}

/** The answer that is open at first: the first that went well. */
export const usualAnswer = (answers: OperationView['answers']): number =>
  Math.max(
    0,
    answers.findIndex(({ status }) => status.startsWith('2')),
  )
