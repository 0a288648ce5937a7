import type {
  Block,
  DocumentLine,
  Effect,
  OperationLine,
  OperationView,
  ParameterView,
  SchemaNode,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago } from './time'

const OWN: DocumentLine = {
  id: 'remote-own',
  title: 'Configuration API',
  version: '1.10',
  format: 'OpenAPI 3.0.1',
  origin: { kind: 'tenant', readAt: ago(900) },
  tenant: 'remote',
  operations: 222,
  findings: 2,
  older: null,
}
const OURS: DocumentLine = {
  ...OWN,
  id: 'remote-ours',
  title: 'Configuration API, as documented',
  origin: { kind: 'ours' },
  findings: 0,
}
const FILE: DocumentLine = {
  ...OWN,
  id: 'file-1',
  title: 'Vault REST API',
  version: '1',
  origin: { kind: 'file', name: 'vault.openapi.yaml' },
  tenant: null,
  operations: 151,
  findings: 0,
}

const line = (
  method: string,
  path: string,
  name: string,
  effect: Effect = 'reads',
): OperationLine => ({
  key: `${method} ${path}`,
  method,
  path,
  name,
  effect,
  classified: true,
  deprecated: false,
})

const groups: Readonly<Record<string, OperationLine[]>> = {
  'jump-client': [line('GET', '/jump-client', 'Get all Jump Clients')],
  user: [
    line('GET', '/user', 'Get all Users'),
    line('POST', '/user', 'Create a local User', 'changes'),
    line('GET', '/user/{id}', 'Get a User'),
    line('PATCH', '/user/{id}', 'Update properties on a User', 'changes'),
    line('DELETE', '/user/{id}', 'Delete a non-admin User', 'removes'),
  ],
  vault: [
    line('GET', '/vault/account', 'Get all Vault Accounts'),
    line('POST', '/vault/account/{id}/check-out', 'Check out a secret', 'discloses'),
  ],
}
const all = Object.entries(groups).flatMap(([group, lines]) =>
  lines.map((found) => ({ group, line: found })),
)

const words = (text: string): Block[] => [{ kind: 'paragraph', text: [{ kind: 'text', text }] }]

const field = (name: string, typeWords: string, rest: Partial<SchemaNode> = {}): SchemaNode => ({
  name,
  pointer: `/components/schemas/User/properties/${name}`,
  typeWords,
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
  ...rest,
})

const parameter = (
  place: ParameterView['place'],
  schema: SchemaNode,
  rest: Partial<ParameterView> = {},
): ParameterView => ({
  place,
  name: schema.name,
  required: place === 'path',
  schema,
  description: [],
  example: null,
  deprecated: false,
  ...rest,
})

const user = field('', 'User', { pointer: '/components/schemas/User', opens: true })

function operation(document: string, key: string): OperationView {
  const found = all.find((entry) => entry.line.key === key)
  if (!found) throw new Refusal({ kind: 'notFound' })
  const { effect, method, path } = found.line
  const blocked = effect === 'reads' ? null : 'locked'
  return {
    ...found.line,
    group: found.group,
    operationId: null,
    description: words('Lists what you may see. Set failed_logins to 0 to unlock an account.'),
    needs: ['Configuration API: Allow Access'],
    since: '1.2',
    evidence: null,
    parameters: [
      ...(path.includes('{id}')
        ? [parameter('path', field('id', 'integer', { rule: '≥ 1' }), { example: '214' })]
        : []),
      ...(method === 'GET' && !path.includes('{')
        ? [
            parameter('query', field('per_page', 'integer', { rule: '1–100' }), { example: '20' }),
            parameter('query', field('sort', 'string', { allowed: ['username', 'id'] })),
          ]
        : []),
    ],
    bodies:
      method === 'PATCH' || method === 'POST'
        ? [
            {
              media: 'application/json',
              required: true,
              schema: user,
              example: '{\n  "enabled": true\n}',
              others: [{ name: 'Locked out', text: '{\n  "failed_logins": 0\n}' }],
            },
          ]
        : [],
    answers: [
      { status: '200', description: words('The users.'), media: [{ media: 'application/json', schema: user, example: null }] },
      { status: '404', description: words('There is none.'), media: [] },
    ],
    unavailable: document === FILE.id ? 'noTenant' : blocked,
  }
}

/** Answers about documents. */
export function explorerAnswers(scene: string): Answers {
  const documents = [OWN, OURS]
  const lineOf = (id: string): DocumentLine => {
    const found = documents.find((document) => document.id === id)
    if (!found) throw new Refusal({ kind: 'notFound' })
    return found
  }
  return {
    explorerDocuments: () => (scene === 'empty' ? [] : [...documents]),
    explorerOpen: ({ document }) => ({
      line: lineOf(document),
      groups: Object.entries(groups).map(([name, inside]) => ({
        name,
        title: null,
        parent: null,
        count: inside.length,
      })),
      effects: { reads: 4, discloses: 1, changes: 2, removes: 1 },
      servers: ['https://example.com/api/config/v1'],
      callsGoTo: document === FILE.id ? null : 'https://remote.northmere.example/api/config/v1',
    }),
    explorerFetch: () => OWN,
    explorerPick: () => {
      if (!documents.includes(FILE)) documents.push(FILE)
      return FILE
    },
    explorerClose: () => {
      documents.splice(documents.indexOf(FILE), 1)
      return null
    },
    explorerGroup: ({ group, window }) =>
      (groups[group] ?? []).slice(window.from, window.from + window.atMost),
    explorerSearch: ({ words: typed, atMost }) =>
      all
        .flatMap(({ group, line: found }) => {
          const at = found.name.toLowerCase().indexOf(typed.toLowerCase())
          const inPath = found.path.toLowerCase().indexOf(typed.toLowerCase())
          if (at < 0 && inPath < 0) return []
          const mark = (from: number) => (from < 0 ? [] : [{ from, to: from + typed.length }])
          return [
            { line: found, group, nameMarks: mark(at), pathMarks: mark(inPath), elsewhere: null },
          ]
        })
        .slice(0, atMost),
    explorerOperation: ({ document, operation: key }) => operation(document, key),
    explorerSchema: ({ pointer }) =>
      pointer.endsWith('/groups')
        ? [field('[]', 'Group', { pointer: `${pointer}/items` })]
        : [
            field('username', 'string', {
              rule: '1–64',
              required: true,
              description: words('Local users only'),
            }),
            field('failed_logins', 'integer', {
              format: 'int32',
              description: words('Set to 0 to unlock'),
            }),
            field('groups', 'array of Group', { opens: true, readOnly: true }),
          ],
    explorerFindings: () => [
      { pointer: '/paths/~1user/get', line: 412, column: 7, text: 'A reference leads nowhere.' },
      { pointer: '/components', line: null, column: null, text: 'A schema is no object.' },
    ],
  }
}
