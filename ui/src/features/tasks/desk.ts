import { useSyncExternalStore } from 'react'

import type { AppError, HeldSecret, TaskRun } from '#ipc/bindings'
import { veil } from '#ipc/veil'

/** Something that was picked; its label is what the person saw. */
export type Picked = { id: string; label: string; note: string }

/** What stands in one field. */
export type Entry =
  | { kind: 'text'; value: string }
  | { kind: 'picked'; picked: readonly Picked[] }
  | { kind: 'held'; held: HeldSecret }

/** What the task said it was doing, in order. */
export type Said = { kind: 'looking' | 'sending' | 'waiting'; says: string }

/** How far it is. */
export type Doing =
  | { state: 'idle' }
  /** It reads what it has to know, or does what was proposed. */
  | {
      state: 'busy'
      phase: 'look' | 'do'
      ticket: string
      said: readonly Said[]
      /** What was proposed, while it is being done. */
      proposal: TaskRun | null
    }
  | { state: 'proposed'; run: TaskRun }
  | { state: 'over'; run: TaskRun; said: readonly Said[]; at: number; proposal: TaskRun | null }
  | { state: 'failed'; error: AppError; phase: 'look' | 'do' }

/** The form of one task and what became of it. */
export type Desk = { entries: Readonly<Record<string, Entry>>; doing: Doing }

const EMPTY: Desk = { entries: {}, doing: { state: 'idle' } }
/** Beyond this the oldest is forgotten. */
const MOST = 20

// An answer may arrive while another screen is looked at, and coming back must lose nothing. So
// this outlives the screen, but never the program.
const desks = new Map<string, Desk>()
const listeners = new Set<() => void>()

/** The desk of one task at one tenant; another offer is another desk. */
export const deskKey = (
  tenant: string,
  task: string,
  inputs: Readonly<Record<string, string>> | undefined,
): string => JSON.stringify([tenant, task, inputs ?? {}])

export const deskAt = (key: string): Desk => desks.get(key) ?? EMPTY

/** Changes a desk, whoever looks at it. */
export function changeDesk(key: string, change: (desk: Desk) => Desk): void {
  const next = change(deskAt(key))
  desks.delete(key)
  desks.set(key, next)
  for (const [old, { doing }] of desks) {
    if (desks.size <= MOST) break
    if (doing.state !== 'busy') desks.delete(old)
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

export const useDesk = (key: string): Desk => useSyncExternalStore(subscribe, () => deskAt(key))

const shownRun = <T extends TaskRun | null>(run: T): T => veil('taskPreview', run)

const shownSaid = (said: readonly Said[]): readonly Said[] => veil('taskPreview', said)

/** What became of it, as it may be on the screen now. */
export function doingShown(doing: Doing): Doing {
  switch (doing.state) {
    case 'idle':
      return doing
    case 'busy':
      return { ...doing, said: shownSaid(doing.said), proposal: shownRun(doing.proposal) }
    case 'proposed':
      return { ...doing, run: shownRun(doing.run) }
    case 'over':
      return {
        ...doing,
        run: shownRun(doing.run),
        said: shownSaid(doing.said),
        proposal: shownRun(doing.proposal),
      }
    case 'failed':
      return { ...doing, error: veil(null, doing.error) }
    default: {
      const never: never = doing
      return never
    }
  }
}
