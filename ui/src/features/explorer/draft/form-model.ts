import type { SchemaNode, SchemaProblemView } from '#ipc/bindings'
import { type JsonNode, namesOf, type Path, pointerOf } from '#lib/json-text'

/** What a node below a schema is to it. */
type Role = 'field' | 'item' | 'alternative' | 'otherField' | 'none'

/** The end of a pointer as a name in it is written. */
const written = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** What a child of a schema is; its place in the document says so. */
export function roleOf(child: SchemaNode): Role {
  if (child.pointer.endsWith(`/properties/${written(child.name)}`)) return 'field'
  if (/\/(oneOf|anyOf)\/\d+$/.test(child.pointer)) return 'alternative'
  if (child.pointer.endsWith('/additionalProperties')) return 'otherField'
  if (child.pointer.endsWith('/items')) return 'item'
  return 'none'
}

/** What a value is entered with. */
export type Control = 'choice' | 'switch' | 'number' | 'text' | 'file' | 'list' | 'group' | 'raw'

/** What fits a schema. Files go only where forms carry them. */
export function controlOf(node: SchemaNode, files: boolean): Control {
  if (node.allowed.length > 0) return 'choice'
  if (files && node.format === 'binary') return 'file'
  if (node.typeWords === 'boolean') return 'switch'
  if (node.typeWords === 'integer' || node.typeWords === 'number') return 'number'
  if (node.typeWords === 'string') return 'text'
  if (node.opens) return node.typeWords.startsWith('array of ') ? 'list' : 'group'
  return 'raw'
}

/** A field of an object: what the schema says of it, and whether the text has it. */
export type FieldRow = { name: string; node: SchemaNode; known: boolean; present: boolean }

/** What is said of a field that no schema knows. */
const unknownField = (name: string): SchemaNode => ({
  name,
  pointer: '',
  typeWords: 'anything',
  format: null,
  required: false,
  readOnly: false,
  writeOnly: false,
  nullable: false,
  rule: null,
  allowed: [],
  default: null,
  description: [],
  opens: false,
  cycle: false,
  deprecated: false,
})

/** The fields of an object that are shown, required ones first, and those that can be added. */
export function fieldsOf(
  children: readonly SchemaNode[],
  value: JsonNode | undefined,
): { shown: FieldRow[]; more: SchemaNode[] } {
  const names = namesOf(value)
  const has = new Set(names)
  // What comes only in answers is not asked for, but shown where somebody wrote it.
  const fields = children.filter(
    (child) => roleOf(child) === 'field' && (!child.readOnly || has.has(child.name)),
  )
  const known = new Set(fields.map(({ name }) => name))
  const other = children.find((child) => roleOf(child) === 'otherField')
  const row = (node: SchemaNode): FieldRow => ({
    name: node.name,
    node,
    known: true,
    present: has.has(node.name),
  })
  return {
    shown: [
      ...fields.filter(({ required }) => required).map(row),
      ...fields.filter((node) => !node.required && has.has(node.name)).map(row),
      ...[...has]
        .filter((name) => !known.has(name))
        .map((name) => ({
          name,
          node: other ? { ...other, name, required: false } : unknownField(name),
          known: false,
          present: true,
        })),
    ],
    more: fields.filter(({ name, required }) => !required && !has.has(name)),
  }
}

/** JSON that stands for what was typed into a field of some type. Half a number stays a text. */
export function rawFor(control: Control, node: SchemaNode, typed: string): string {
  const numeric = control === 'number' || /^(integer|number)$/.test(node.typeWords)
  if (numeric || control === 'raw' || node.typeWords !== 'string') {
    if (isJson(typed) && !(numeric && typed.startsWith('"'))) return typed
  }
  return JSON.stringify(typed)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What a new value of a schema begins as. */
export function rawStart(control: Control, node: SchemaNode): string {
  switch (control) {
    case 'switch':
      return node.default === 'true' ? 'true' : 'false'
    case 'list':
      return '[]'
    case 'group':
      return '{}'
    case 'choice':
      return rawFor('raw', node, node.default ?? node.allowed[0] ?? '')
    case 'number':
      return node.default !== null && isJson(node.default) ? node.default : '""'
    case 'text':
    case 'file':
    case 'raw':
      return '""'
    default: {
      const never: never = control
      return never
    }
  }
}

/** What the document has against the value at a path. A missing field is marked at itself. */
export function problemsAt(
  problems: readonly SchemaProblemView[],
  path: Path,
): SchemaProblemView[] {
  const own = pointerOf(path)
  const above = pointerOf(path.slice(0, -1))
  const name = String(path.at(-1) ?? '')
  return problems.filter(
    ({ pointer, rule, expected }) =>
      (pointer === own && (rule !== 'required' || expected === '')) ||
      (path.length > 0 && pointer === above && rule === 'required' && names(expected, name)),
  )
}

/** Whether a sentence names a field, alone or among others. */
const names = (sentence: string, name: string): boolean =>
  sentence.split(/[\s,"'`“”]+/).some((word) => word === name)

/** The field a problem is about: what is missing stands below the place that lacks it. */
export function fieldOf({ pointer, rule, expected }: SchemaProblemView): string {
  const [missing] = expected.split(/[\s,"'`“”]+/).filter((word) => word !== '')
  return rule === 'required' && missing !== undefined ? `${pointer}/${written(missing)}` : pointer
}
