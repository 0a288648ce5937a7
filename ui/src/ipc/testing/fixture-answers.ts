import type { BodySlice, ExchangeLine, ExchangeView, TableSlice, TreeNode } from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago } from './time'

type Value = string | number | boolean | null | Value[] | { [name: string]: Value }

const USERS = 1198
const users: { [name: string]: Value }[] = Array.from({ length: USERS }, (_, index) => ({
  id: index + 1,
  username: `user-${index + 1}`,
  enabled: index % 7 !== 3,
  last_authentication:
    index % 5 === 0 ? null : `2026-11-${String((index % 28) + 1).padStart(2, '0')}`,
  groups: index % 3 === 0 ? ['help-desk', 'remote'] : [],
}))
const lines: readonly string[] = [
  '[',
  ...users.map((user, index) => `  ${JSON.stringify(user)}${index < USERS - 1 ? ',' : ''}`),
  ']',
]

/** The last line comes from a body of this many, so the size is what it says. */
const SIZE = String(lines.join('\n').length)

const slice = (from: number, atMost: number): BodySlice => ({
  from,
  lines: lines.slice(from, from + atMost),
})

/** An answer of a list of users, as a sent request shows it. */
export const exchange = (
  rest: Partial<ExchangeLine> = {},
  more: Partial<ExchangeView> = {},
): ExchangeView => ({
  line: {
    id: 'exchange-9',
    tenant: 'remote',
    at: ago(1),
    method: 'GET',
    address: 'https://remote.northmere.example/api/config/v1/user',
    operation: 'GET /user',
    status: 200,
    tookMs: 214,
    effect: 'reads',
    ...rest,
  },
  requestHeaders: [{ name: 'authorization', value: 'token of Remote access', secret: true }],
  requestBody: null,
  headers: [
    { name: 'content-type', value: 'application/json', secret: false },
    { name: 'x-total', value: String(USERS), secret: false },
  ],
  meaning: { kind: 'fine' },
  statusMeans: null,
  timing: {
    dnsMs: 3,
    connectMs: 18,
    tlsMs: 41,
    waitMs: 138,
    bodyMs: 14,
    renewed: true,
    protocol: 'HTTP/2',
  },
  hops: [],
  via: { proxy: 'http://proxy.northmere.example:8080', saidBy: 'system' },
  body: {
    kind: 'json',
    media: 'application/json',
    size: SIZE,
    lines: lines.length,
    first: slice(0, 400),
    tables: [
      {
        pointer: '',
        rows: USERS,
        columns: ['id', 'username', 'enabled', 'last_authentication', 'groups'],
      },
    ],
    tree: true,
  },
  documented: { kind: 'fits', unknown: [] },
  followed: null,
  morePages: false,
  ...more,
})

const cell = (value: Value | undefined): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

function rows(column: string | undefined, descending: boolean): typeof users {
  if (column === undefined) return users
  const compare = (a: Value | undefined, b: Value | undefined) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : (cell(a) ?? '').localeCompare(cell(b) ?? '')
  const sorted = [...users].sort((a, b) => compare(a[column], b[column]))
  return descending ? sorted.reverse() : sorted
}

function at(pointer: string): Value {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Value>((value, part) => {
      const inside = Array.isArray(value)
        ? value[Number(part)]
        : typeof value === 'object' && value !== null
          ? value[part.replaceAll('~1', '/').replaceAll('~0', '~')]
          : undefined
      if (inside === undefined) throw new Refusal({ kind: 'notFound' })
      return inside
    }, users)
}

const kindOf = (value: Value): TreeNode['kind'] =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : (typeof value as 'object' | 'string' | 'number' | 'boolean')

function inside(pointer: string): TreeNode[] {
  const whole = at(pointer)
  if (typeof whole !== 'object' || whole === null) return []
  return Object.entries(whole).map(([name, value]) => ({
    name,
    pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    kind: kindOf(value),
    text: typeof value === 'object' && value !== null ? '' : (cell(value) ?? 'null'),
    children: typeof value === 'object' && value !== null ? Object.keys(value).length : 0,
  }))
}

function places(words: string) {
  const wanted = words.toLowerCase()
  return lines.flatMap((text, line) => {
    const found = []
    const hay = text.toLowerCase()
    for (let from = hay.indexOf(wanted); from >= 0; from = hay.indexOf(wanted, from + 1)) {
      found.push({ line, from, to: from + words.length })
    }
    return found
  })
}

/** A picture of one white point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='

/** Answers about bodies of answers. */
export function answerAnswers(): Answers {
  return {
    // A slice is cut off earlier than asked, as the core does when lines are long.
    answerLines: ({ window }) => slice(window.from, Math.min(window.atMost, 150)),
    answerTable: ({ part }): TableSlice => ({
      from: part.from,
      rows: rows(part.sort?.column, part.sort?.descending ?? false)
        .slice(part.from, part.from + Math.min(part.atMost, 80))
        .map((user) => Object.values(user).map(cell)),
    }),
    answerTree: ({ pointer, window }) =>
      inside(pointer).slice(window.from, window.from + window.atMost),
    answerFind: ({ words, window }) => {
      const found = places(words)
      return { total: found.length, places: found.slice(window.from, window.from + window.atMost) }
    },
    answerPicture: () => ({ base64: PICTURE, more: false }),
    answerSave: ({ what }) => (what.kind === 'table' ? 'user.csv' : 'user.json'),
  }
}
