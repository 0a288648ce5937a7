import type { AppError, BulkPlan, BulkSheet, BulkTotals, ColumnFor } from '#ipc/bindings'
import { store } from '#lib/store'

/** How far the check of every row is. */
type Checking =
  | { state: 'idle' }
  | { state: 'checking'; ticket: string; at: number; of: number }
  | { state: 'checked'; plan: BulkPlan }
  | { state: 'failed'; error: AppError }

/** A sheet on its way to becoming a run. */
export type Desk = {
  tenant: string
  task: string
  sheet: BulkSheet
  mapping: readonly ColumnFor[]
  checking: Checking
  /** As typed: after how many rows to pause, and after how many failures to stop. */
  pilot: string
  failures: string
}

/** A run that was begun or gone on with from here. */
export type Live = {
  ticket: string
  /** Its id; nothing before it was approved. */
  run: string | null
  /** The plan it comes from; nothing when an older run goes on. */
  plan: string | null
  /** Runs that were there before, so that a new one is told apart; nothing while that is not known. */
  before: readonly string[] | null
  going: boolean
  totals: BulkTotals | null
  /** When the last rows came to their end, in milliseconds. */
  ends: readonly number[]
  error: AppError | null
}

// Both outlive the screen, for a run goes on while another screen is looked at; never the program.
const desk = store<Desk | null>(null)
const lives = store<readonly Live[]>([])

export const useDesk = desk.use
export const useLives = lives.use
export const setDesk = desk.set
export const livesNow = lives.get

/** Changes what lies on the desk, if anything does. */
export function changeDesk(change: (desk: Desk) => Desk): void {
  const now = desk.get()
  if (now) desk.set(change(now))
}

/** What lies on the desk now. */
export const deskNow = desk.get

/** Puts a run of this window among the others, instead of what was known of it. */
export const putLive = (live: Live): void =>
  lives.set([...lives.get().filter(({ ticket }) => ticket !== live.ticket), live])

/** Changes what is known of a run of this window. */
export function changeLive(ticket: string, change: (live: Live) => Live): void {
  const known = lives.get().find((live) => live.ticket === ticket)
  if (known) putLive(change(known))
}

/** Forgets everything; for tests that start afresh. */
export function clearDesk(): void {
  desk.set(null)
  lives.set([])
}
