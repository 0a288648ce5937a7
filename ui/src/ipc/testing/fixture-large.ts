import type { DocumentLine, Effect, GroupView, OperationView, SchemaNode } from '../bindings'
import { type Book, field, line, type Placed, words } from './fixture-book'

const METHODS: readonly (readonly [string, Effect, string])[] = [
  ['GET', 'reads', 'List'],
  ['POST', 'changes', 'Create'],
  ['PATCH', 'changes', 'Update'],
  ['DELETE', 'removes', 'Delete'],
  ['PUT', 'changes', 'Replace'],
]
const OPERATIONS = 16_000
const GROUPS = 320
const IN_ONE_GROUP = 50_000
const FIELDS = 2000

export const LARGE: DocumentLine = {
  id: 'large',
  title: 'Directory of everything',
  version: 'v1.0',
  format: 'OpenAPI 3.0.4',
  origin: { kind: 'file', name: 'directory.yaml' },
  tenant: null,
  operations: OPERATIONS,
  findings: 1204,
  older: null,
}

export const ONE_GROUP: DocumentLine = {
  ...LARGE,
  id: 'one-group',
  title: 'Everything in one tag',
  origin: { kind: 'file', name: 'one-tag.json' },
  operations: IN_ONE_GROUP,
  findings: 0,
}

const wide = (name: string): SchemaNode =>
  field('', name, { pointer: `/components/schemas/${name}`, opens: true })

/** Many fields, one that goes deep, and one that leads back. */
function schema(pointer: string): SchemaNode[] {
  if (pointer.includes('/deep')) {
    return [
      field('value', 'string', { pointer: `${pointer}/value` }),
      field('deep', 'object', { pointer: `${pointer}/deep`, opens: true }),
    ]
  }
  return [
    field('parent', 'Wide', { pointer: '/components/schemas/Wide', opens: true, cycle: true }),
    field('deep', 'object', { pointer: `${pointer}/deep`, opens: true }),
    ...Array.from({ length: FIELDS }, (_, index) =>
      field(`field_${index}`, index % 3 === 0 ? 'integer' : 'string', {
        pointer: `${pointer}/field_${index}`,
        rule: index % 3 === 0 ? '≥ 0' : '1–64',
        required: index % 7 === 0,
        readOnly: index % 5 === 0,
        description: words(`What field ${index} means to those who read it`),
      }),
    ),
  ]
}

const page = ({ group, line: found }: Placed): OperationView => ({
  ...found,
  group,
  operationId: null,
  description: words('Made to see that size does not matter.'),
  needs: [],
  since: null,
  evidence: null,
  parameters: [],
  bodies:
    found.method === 'GET' || found.method === 'DELETE'
      ? []
      : [
          {
            media: 'application/json',
            required: true,
            schema: wide('Wide'),
            example: null,
            others: [],
          },
        ],
  answers: [
    {
      status: '200',
      description: words('What was asked for.'),
      media: [{ media: 'application/json', schema: wide('Wide'), example: null }],
    },
  ],
  unavailable: 'noTenant',
})

function bookOf(count: number, groupsOf: (index: number) => string, groups: GroupView[]): Book {
  const all = Array.from({ length: count }, (_, index): Placed => {
    const [method, effect, verb] = METHODS[index % METHODS.length] ?? ['GET', 'reads', 'List']
    const group = groupsOf(index)
    const thing = Math.floor(index / METHODS.length)
    return {
      group,
      line: line(method, `/${group}/things/${thing}`, `${verb} thing ${thing} of ${group}`, effect),
    }
  })
  return { groups, all, page, schema }
}

const perGroup = OPERATIONS / GROUPS
const groupName = (index: number) => `group-${String(Math.floor(index)).padStart(3, '0')}`

/** Sixteen thousand operations in many groups. */
export const largeBook = (): Book =>
  bookOf(
    OPERATIONS,
    (index) => groupName(index / perGroup),
    Array.from({ length: GROUPS }, (_, index) => ({
      name: groupName(index),
      title: null,
      parent: index % 10 === 0 ? null : groupName(index - (index % 10)),
      count: perGroup,
    })),
  )

/** Fifty thousand operations in one group. */
export const oneGroupBook = (): Book =>
  bookOf(IN_ONE_GROUP, () => 'all', [
    { name: 'all', title: 'All of it', parent: null, count: IN_ONE_GROUP },
  ])
