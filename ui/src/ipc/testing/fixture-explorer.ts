import type {
  DocumentLine,
  OperationLine,
  OperationView,
  ParameterView,
  SchemaNode,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import {
  type Book,
  effectsOf,
  field,
  groupOf,
  levelOf,
  line,
  type Placed,
  searchIn,
  words,
} from './fixture-book'
import { documentChangeCounts, documentChanges } from './fixture-changes'
import { LARGE, largeBook, ONE_GROUP, oneGroupBook } from './fixture-large'
import { ago } from './time'

const OWN: DocumentLine = {
  id: 'remote-own',
  title: 'Configuration API',
  version: '1.10',
  format: 'OpenAPI 3.0.1',
  origin: { kind: 'tenant', readAt: ago(900), sameSince: ago(1_555_200) },
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
const DAY = 86_400

const operations: Readonly<Record<string, OperationLine[]>> = {
  'jump-client': [line('GET', '/jump-client', 'Get all Jump Clients')],
  user: [
    line('GET', '/user', 'Get all Users'),
    line('POST', '/user', 'Create a local User', 'changes'),
    line('GET', '/user/{id}', 'Get a User'),
    line('PATCH', '/user/{id}', 'Update properties on a User', 'changes'),
    line('DELETE', '/user/{id}', 'Delete a non-admin User', 'removes'),
  ],
  vault: [],
  'vault-account': [
    line('GET', '/vault/account', 'Get all Vault Accounts'),
    line('POST', '/vault/account/{id}/check-out', 'Check out a secret', 'discloses'),
  ],
}

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

const userFields: readonly SchemaNode[] = [
  field('username', 'string', {
    rule: '1–64',
    required: true,
    description: words('Local users only'),
  }),
  field('password', 'string', { writeOnly: true, description: words('Never sent back') }),
  field('password_expiration', 'string', {
    format: 'date-time',
    nullable: true,
    description: words('Null: never ends'),
  }),
  field('preferred_email_language', 'string', {
    allowed: ['en-us', 'de', 'fr', 'es', 'ja', 'pt-br'],
    default: 'en-us',
  }),
  field('failed_logins', 'integer', {
    format: 'int32',
    description: words('Set to 0 to unlock'),
  }),
  field('private_display_name', 'string', { deprecated: true, rule: '1–64' }),
  field('manager', 'User', { pointer: '/components/schemas/User', opens: true, cycle: true }),
  field('groups', 'array of Group', { opens: true }),
  field('id', 'integer', { readOnly: true }),
  field('created_at', 'string', { format: 'date-time', readOnly: true }),
  field('perm_admin', 'boolean', { readOnly: true }),
]

const small: Book = {
  groups: Object.entries(operations).map(([name, inside]) => ({
    name,
    title: name === 'vault-account' ? 'account' : null,
    parent: name === 'vault-account' ? 'vault' : null,
    count: inside.length,
  })),
  all: Object.entries(operations).flatMap(([group, lines]) =>
    lines.map((found) => ({ group, line: found })),
  ),
  page: ({ group, line: found }: Placed): OperationView => ({
    ...found,
    group,
    operationId: null,
    description: words('Lists what you may see. Set failed_logins to 0 to unlock an account.'),
    needs: ['Configuration API: Allow Access'],
    since: '1.2',
    evidence: null,
    parameters: [
      ...(found.path.includes('{id}')
        ? [parameter('path', field('id', 'integer', { rule: '≥ 1' }), { example: '214' })]
        : []),
      ...(found.method === 'GET' && !found.path.includes('{')
        ? [
            parameter('query', field('per_page', 'integer', { rule: '1–100' }), { example: '20' }),
            parameter('query', field('sort', 'string', { allowed: ['username', 'id'] })),
          ]
        : []),
    ],
    bodies:
      found.method === 'PATCH' || found.method === 'POST'
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
      {
        status: '200',
        description: words('The users.'),
        media: [
          {
            media: 'application/json',
            schema: user,
            example: '{\n  "id": 214,\n  "username": "jlind"\n}',
          },
        ],
      },
      { status: '404', description: words('There is none.'), media: [] },
    ],
    unavailable: found.effect === 'reads' ? null : 'locked',
  }),
  schema: (pointer) =>
    pointer.endsWith('/groups')
      ? [field('[]', 'Group', { pointer: `${pointer}/items` })]
      : [...userFields],
}

const FINDINGS = [
  { pointer: '/paths/~1user/get', line: 412, column: 7, text: 'A reference leads nowhere.' },
  { pointer: '/components', line: null, column: null, text: 'A schema is no object.' },
]

/**
 * Answers about documents.
 *
 * `changed`: the tenant's document is another than before. `large`: with documents of 16,000
 * operations, and of 50,000 in one group.
 */
export function explorerAnswers(scene: string): Answers {
  const books = new Map<string, Book>()
  const own: DocumentLine =
    scene === 'changed'
      ? {
          ...OWN,
          older: {
            document: 'remote-before',
            readAt: ago(19 * DAY),
            counts: documentChangeCounts,
          },
        }
      : OWN
  let documents = scene === 'large' ? [own, OURS, LARGE, ONE_GROUP] : [own, OURS]
  const bookOf = (id: string): Book => {
    const made = id === LARGE.id ? largeBook : id === ONE_GROUP.id ? oneGroupBook : () => small
    const book = books.get(id) ?? made()
    books.set(id, book)
    return book
  }
  const lineOf = (id: string): DocumentLine => {
    const found = documents.find((document) => document.id === id)
    if (!found) throw new Refusal({ kind: 'notFound' })
    return found
  }
  // Made before anything is measured.
  if (scene === 'large') [LARGE.id, ONE_GROUP.id].forEach(bookOf)
  return {
    explorerDocuments: () => (scene === 'empty' ? [] : documents),
    explorerOpen: ({ document }) => {
      const book = bookOf(document)
      const found = lineOf(document)
      return {
        line: found,
        groups: [...book.groups],
        effects: effectsOf(book),
        servers: ['https://example.com/api/config/v1'],
        callsGoTo: found.tenant === null ? null : 'https://remote.northmere.example/api/config/v1',
      }
    },
    explorerFetch: () => own,
    explorerPick: () => {
      if (!documents.includes(FILE)) documents = [...documents, FILE]
      return FILE
    },
    explorerClose: ({ document }) => {
      documents = documents.filter(({ id }) => id !== document)
      return null
    },
    explorerGroup: ({ document, group, window }) => groupOf(bookOf(document), group, window),
    explorerLevel: ({ document, path }) => levelOf(bookOf(document), path),
    explorerSearch: ({ document, words: typed, atMost }) =>
      searchIn(bookOf(document), typed, atMost),
    explorerOperation: ({ document, operation }) => {
      const book = bookOf(document)
      const found = book.all.find((placed) => placed.line.key === operation)
      if (!found) throw new Refusal({ kind: 'notFound' })
      const page = book.page(found)
      return lineOf(document).tenant === null ? { ...page, unavailable: 'noTenant' } : page
    },
    explorerSchema: ({ document, pointer }) => bookOf(document).schema(pointer),
    explorerFindings: ({ document, window }) => {
      const { findings } = lineOf(document)
      const all = Array.from({ length: findings }, (_, index) => FINDINGS[index % FINDINGS.length])
      return all
        .slice(window.from, window.from + window.atMost)
        .filter((finding) => finding !== undefined)
    },
    explorerCompare: ({ window }) => ({
      counts: documentChangeCounts,
      changes: documentChanges.slice(window.from, window.from + window.atMost),
    }),
    explorerAccept: ({ document }) => {
      documents = documents.map((found) =>
        found.id === document ? { ...found, older: null } : found,
      )
      return null
    },
  }
}
