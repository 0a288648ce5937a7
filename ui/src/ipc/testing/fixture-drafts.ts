import type {
  AnswerComparison,
  DraftInput,
  ExchangeLine,
  ExchangeView,
  HistoryEntry,
  PreviewView,
  SchemaProblemView,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { exchange } from './fixture-answers'
import { historyPage, recent } from './fixture-program'

const ORIGIN = 'https://remote.northmere.example'

/** Where a draft leads: method and address. */
function goesTo({ target, values }: DraftInput): { method: string; address: string } {
  if (target.kind === 'free') return { method: target.method, address: ORIGIN + target.path }
  const [method = 'GET', path = '/'] = target.operation.split(' ')
  const value = (name: string) => values.find((slot) => slot.name === name)?.value ?? ''
  const filled = path.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(value(name)))
  const query = values
    .filter((slot) => slot.place === 'query')
    .map((slot) => `${slot.name}=${encodeURIComponent(slot.value)}`)
    .join('&')
  return {
    method,
    address: `${ORIGIN}/api/config/v1${filled}${query === '' ? '' : `?${query}`}`,
  }
}

/** Refuses what cannot leave at all. */
function refuseWrong({ target, values }: DraftInput): void {
  const path = target.kind === 'operation' ? target.operation : ''
  if (path.includes('{id}') && !values.some((slot) => slot.name === 'id')) {
    throw new Refusal({
      kind: 'invalid',
      problems: [{ field: 'id', place: 'path', problem: { kind: 'missing' } }],
    })
  }
}

/** What the document of users has against a body. */
function against({ target, body }: DraftInput): SchemaProblemView[] {
  if (target.kind === 'free' || body === null) return []
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) {
      return [{ pointer: '', rule: 'type', expected: 'object', got: typeof value }]
    }
    const found: SchemaProblemView[] = []
    if (!('username' in value) && target.operation.startsWith('POST')) {
      found.push({ pointer: '', rule: 'required', expected: 'username', got: 'nothing' })
    }
    if ('failed_logins' in value && typeof value.failed_logins !== 'number') {
      found.push({
        pointer: '/failed_logins',
        rule: 'type',
        expected: 'integer',
        got: JSON.stringify(value.failed_logins),
      })
    }
    return found
  } catch {
    return []
  }
}

function preview(draft: DraftInput): PreviewView {
  refuseWrong(draft)
  return {
    ...goesTo(draft),
    headers: [
      { name: 'authorization', value: 'token of Remote access', secret: true },
      ...draft.headers.map(({ name, value }) => ({ name, value, secret: false })),
    ],
    body: draft.body,
    effect: 'reads',
    problems: against(draft),
  }
}

const compared: AnswerComparison = {
  added: 1,
  removed: 1,
  cut: false,
  lines: [
    { side: 'both', older: 0, newer: 0, text: '{' },
    { side: 'removed', older: 1, newer: null, text: '  "failed_logins": 5,' },
    { side: 'added', older: null, newer: 1, text: '  "failed_logins": 0,' },
    { side: 'gap', older: null, newer: null, text: '' },
    { side: 'both', older: 40, newer: 40, text: '}' },
  ],
}

/** Answers about requests being written, sent, and sent before. */
export function draftAnswers(scene: string): Answers {
  let past: ExchangeLine[] = scene === 'empty' ? [] : [...recent]
  const sent = new Map<string, HistoryEntry>()
  let next = 9
  const remember = (draft: DraftInput, rest: Partial<ExchangeView> = {}): ExchangeView => {
    const { target, tenant } = draft
    const id = `exchange-${next}`
    next += 1
    const operation = target.kind === 'operation' ? target.operation : null
    const answered = exchange({ id, tenant, operation, ...goesTo(draft) }, rest)
    past = [answered.line, ...past]
    sent.set(id, { exchange: answered, draft })
    return answered
  }
  const documented = (draft: DraftInput): Partial<ExchangeView> =>
    draft.target.kind === 'free'
      ? { documented: { kind: 'noDocument' }, morePages: true }
      : { morePages: true, requestBody: draft.body }
  return {
    draftChooseFile: () => ({
      id: 'file-7',
      name: 'photo.png',
      size: '48210',
      media: 'image/png',
    }),
    draftPreview: ({ draft }) => preview(draft),
    draftLanguages: () => [
      { id: 'curl', label: 'curl' },
      { id: 'powershell', label: 'PowerShell' },
      { id: 'requests', label: 'Python' },
    ],
    draftCode: ({ draft, language }) => ({
      text: [
        `# ${language}`,
        `curl -X ${goesTo(draft).method} \\`,
        `  '${goesTo(draft).address}' \\`,
        '  -H "Authorization: Bearer $REMOTE_ACCESS_TOKEN"',
      ].join('\n'),
      notes: [{ kind: 'variable', name: 'REMOTE_ACCESS_TOKEN' }],
    }),
    draftSend: ({ draft }, onItem) => {
      refuseWrong(draft)
      onItem({ kind: 'sent' })
      return remember(draft, documented(draft))
    },
    draftFollow: ({ draft, pages }, onItem) => {
      onItem({ kind: 'following', pages: 1, rows: 599 })
      return remember(draft, {
        ...documented(draft),
        morePages: false,
        followed: {
          pages: Math.min(2, pages),
          rows: 1198,
          ended: pages < 2 ? 'cap' : 'last',
          putBack: ['filter'],
        },
      })
    },
    historyList: ({ filter, window }) => historyPage(past, filter, window),
    historyGet: ({ exchange: id }) => {
      const kept = sent.get(id)
      if (kept) return kept
      const line = past.find((entry) => entry.id === id)
      if (!line) throw new Refusal({ kind: 'notFound' })
      const path = line.address.replace(/^https?:\/\/[^/]*/, '')
      return {
        // Of what was sent before the program started, this fixture kept no bodies.
        exchange: { ...exchange(line), line, body: null, documented: { kind: 'noDocument' } },
        draft: {
          tenant: line.tenant,
          target: { kind: 'free', method: line.method, path },
          values: [],
          headers: [],
          body: null,
          media: null,
          files: [],
          timeoutMs: null,
          anyway: false,
        },
      }
    },
    historyCompare: () => compared,
    historyClear: ({ tenant }) => {
      past = tenant === null ? [] : past.filter((line) => line.tenant !== tenant)
      return null
    },
  }
}
