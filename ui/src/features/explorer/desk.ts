import { useCallback, useSyncExternalStore } from 'react'

import type {
  AppError,
  ChosenFile,
  DraftInput,
  ExchangeView,
  HeaderInput,
  OperationView,
  ParameterView,
  SchemaProblemView,
  SendProgress,
} from '#ipc/bindings'
import { veil } from '#ipc/veil'

/** What a person has entered for one request. */
export type Draft = {
  /** By slot: place and name. */
  values: Readonly<Record<string, string>>
  headers: readonly HeaderInput[]
  /** The one source of the body; the form edits this text. */
  body: string
  media: string | null
  /** Chosen files by the field they go into; the empty name is the whole body. */
  files: Readonly<Record<string, ChosenFile>>
  /** The time limit in seconds, as typed. */
  seconds: string
  /** Where a free request goes; without meaning for an operation. */
  method: string
  path: string
}

/** What became of it. */
export type Sent =
  | { state: 'idle' }
  | {
      state: 'sending'
      ticket: string
      progress: SendProgress | null
      /** Whether the person is asked in the other window before it leaves. */
      asks: boolean
    }
  /** The document has something against the body; nothing was sent yet. */
  | { state: 'questioned'; problems: readonly SchemaProblemView[] }
  | { state: 'answered'; exchange: ExchangeView; input: DraftInput }
  | { state: 'failed'; error: AppError }

/** The draft and the answer of one request, kept while the program runs. */
export type Desk = { draft: Draft; sent: Sent }

export const emptyDraft: Draft = {
  values: {},
  headers: [],
  body: '',
  media: null,
  files: {},
  seconds: '',
  method: 'GET',
  path: '/',
}
const EMPTY: Desk = { draft: emptyDraft, sent: { state: 'idle' } }
/** Beyond this the oldest is forgotten. */
const MOST = 40

// Leaving a screen and coming back must lose nothing, and an answer may arrive while another
// operation is looked at. So this outlives the screen, but never the program.
const desks = new Map<string, Desk>()
const listeners = new Set<() => void>()

/** Changes a desk, whoever looks at it. */
export function changeDesk(key: string, change: (desk: Desk) => Desk): void {
  const next = change(desks.get(key) ?? EMPTY)
  desks.delete(key)
  desks.set(key, next)
  for (const old of desks.keys()) {
    if (desks.size <= MOST) break
    if (desks.get(old)?.sent.state !== 'sending') desks.delete(old)
  }
  for (const listener of listeners) listener()
}

/** What became of it, as it may be on the screen now. */
export function sentShown(sent: Sent): Sent {
  switch (sent.state) {
    case 'idle':
    case 'sending':
      return sent
    case 'questioned':
      return { ...sent, problems: veil('draftPreview', sent.problems) }
    case 'answered':
      return { ...sent, exchange: veil('draftSend', sent.exchange) }
    case 'failed':
      return { ...sent, error: veil(null, sent.error) }
    default: {
      const never: never = sent
      return never
    }
  }
}

/** Forgets everything; for tests that start afresh. */
export function clearDesks(): void {
  desks.clear()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The desk of one operation of one document. */
export const deskKey = (tenant: string | null, document: string, operation: string): string =>
  [tenant ?? '', document, operation].join('\n')

/** The desk of free requests to a tenant. */
export const freeKey = (tenant: string): string => deskKey(tenant, '', '')

/** What lies on a desk now. */
export const deskAt = (key: string): Desk => desks.get(key) ?? EMPTY

/** A desk, and how to change its draft. */
export function useDesk(key: string): [Desk, (change: Partial<Draft>) => void] {
  const desk = useSyncExternalStore(subscribe, () => deskAt(key))
  const enter = useCallback(
    (change: Partial<Draft>) =>
      changeDesk(key, (old) => ({ ...old, draft: { ...old.draft, ...change } })),
    [key],
  )
  return [desk, enter]
}

export const slotKey = ({ place, name }: Pick<ParameterView, 'place' | 'name'>): string =>
  `${place} ${name}`

/** The media type a draft is sent with: the chosen one, or the document's first. */
const mediaOf = (draft: Draft, operation: OperationView): string | null =>
  draft.media ?? operation.bodies[0]?.media ?? null

/** What of a draft is the same for every target. A file that is the whole body replaces the text. */
function commonInput(draft: Draft) {
  const seconds = Number(draft.seconds.trim().replace(',', '.'))
  return {
    headers: draft.headers.filter(({ name }) => name.trim() !== ''),
    files: Object.entries(draft.files).map(([field, { id }]) => ({ field, file: id })),
    timeoutMs: seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1000) : null,
    anyway: false,
  }
}

/** A draft of an operation as the core takes it. What is empty is left out. */
export function draftInput(
  draft: Draft,
  operation: OperationView,
  { tenant, document }: { tenant: string; document: string },
): DraftInput {
  const values = operation.parameters.flatMap(({ place, name }) => {
    const value = draft.values[slotKey({ place, name })] ?? ''
    return value === '' ? [] : [{ place, name, value }]
  })
  const hasText = draft.body.trim() !== '' && draft.files[''] === undefined
  const hasBody = operation.bodies.length > 0 && (hasText || Object.keys(draft.files).length > 0)
  return {
    tenant,
    target: { kind: 'operation', document, operation: operation.key },
    values,
    body: hasBody && hasText ? draft.body : null,
    media: hasBody ? mediaOf(draft, operation) : null,
    ...commonInput(draft),
  }
}

/** A free draft as the core takes it. */
export function freeInput(draft: Draft, tenant: string): DraftInput {
  const hasText = draft.body.trim() !== '' && draft.files[''] === undefined
  const hasBody = hasText || draft.files[''] !== undefined
  return {
    tenant,
    target: { kind: 'free', method: draft.method, path: draft.path },
    values: [],
    body: hasText ? draft.body : null,
    media: hasBody ? (draft.media ?? 'application/json') : null,
    ...commonInput(draft),
  }
}

/** A draft of the past, as it is written on again. Its secrets and files were not kept. */
export function draftOf(input: DraftInput): Draft {
  return {
    ...emptyDraft,
    values: Object.fromEntries(input.values.map((slot) => [slotKey(slot), slot.value])),
    headers: input.headers,
    body: input.body ?? '',
    media: input.media,
    seconds: input.timeoutMs === null ? '' : String(input.timeoutMs / 1000),
    ...(input.target.kind === 'free'
      ? { method: input.target.method, path: input.target.path }
      : {}),
  }
}
