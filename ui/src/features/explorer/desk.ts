import { useCallback, useSyncExternalStore } from 'react'

import type {
  AppError,
  DraftInput,
  ExchangeView,
  OperationView,
  ParameterView,
  SendProgress,
} from '#ipc/bindings'

/** What a person has entered for one operation. */
export type Draft = {
  /** By slot: place and name. */
  values: Readonly<Record<string, string>>
  body: string
  media: string | null
}

/** What became of it. */
export type Sent =
  | { state: 'idle' }
  | { state: 'sending'; ticket: string; progress: SendProgress | null }
  | { state: 'answered'; exchange: ExchangeView }
  | { state: 'failed'; error: AppError }

/** The draft and the answer of one operation, kept while the program runs. */
export type Desk = { draft: Draft; sent: Sent }

const EMPTY: Desk = { draft: { values: {}, body: '', media: null }, sent: { state: 'idle' } }
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
export const mediaOf = (draft: Draft, operation: OperationView): string | null =>
  draft.media ?? operation.bodies[0]?.media ?? null

/** A draft as the core takes it. What is empty is left out. */
export function draftInput(
  draft: Draft,
  operation: OperationView,
  where: { tenant: string; document: string },
): DraftInput {
  const values = operation.parameters.flatMap(({ place, name }) => {
    const value = draft.values[slotKey({ place, name })] ?? ''
    return value === '' ? [] : [{ place, name, value }]
  })
  const hasBody = operation.bodies.length > 0 && draft.body.trim() !== ''
  return {
    ...where,
    operation: operation.key,
    values,
    body: hasBody ? draft.body : null,
    media: hasBody ? mediaOf(draft, operation) : null,
  }
}
