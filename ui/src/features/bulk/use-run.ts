import type { BulkPlan, BulkProgress, BulkView, ColumnFor } from '#ipc/bindings'
import { asAppError } from '#ipc/errors'

import { changeDesk, changeLive, deskNow, type Live, livesNow, putLive } from './desk'
import { check, goOn, runsNow, startRun, stop } from './queries'

/** From so many ends of rows it is told how fast a run is. */
const ENDS = 30

/** Holds every row to the task and to what is there. Changes nothing. */
export async function checkRows(): Promise<void> {
  const desk = deskNow()
  if (!desk || desk.checking.state === 'checking') return
  const ticket = crypto.randomUUID()
  // What is heard after another sheet or mapping lies there is about the old one.
  const mine = () => {
    const checking = deskNow()?.checking
    return checking?.state === 'checking' && checking.ticket === ticket
  }
  const of = desk.sheet.rows
  changeDesk((now) => ({ ...now, checking: { state: 'checking', ticket, at: 0, of } }))
  try {
    const plan = await check(desk.sheet.sheet, [...desk.mapping], ticket, (progress) => {
      if (mine() && progress.kind === 'checked') {
        const { at, of: all } = progress
        changeDesk((now) => ({ ...now, checking: { state: 'checking', ticket, at, of: all } }))
      }
    })
    if (mine()) changeDesk((now) => ({ ...now, checking: { state: 'checked', plan } }))
  } catch (thrown) {
    if (!mine()) return
    const error = asAppError(thrown)
    changeDesk((now) => ({
      ...now,
      checking: error.kind === 'cancelled' ? { state: 'idle' } : { state: 'failed', error },
    }))
  }
}

/** Stops the check that is going on. */
export async function stopChecking(): Promise<void> {
  const checking = deskNow()?.checking
  if (checking?.state === 'checking') await stop(checking.ticket)
}

/** Another mapping: what was checked was checked with the old one. */
export const setMapping = (mapping: readonly ColumnFor[]): void =>
  changeDesk((desk) => ({ ...desk, mapping, checking: { state: 'idle' } }))

async function follow(
  live: Live,
  way: (watch: (progress: BulkProgress) => void) => Promise<BulkView>,
): Promise<void> {
  const { ticket } = live
  putLive(live)
  try {
    const view = await way((progress) => {
      if (progress.kind === 'row')
        changeLive(ticket, (now) => ({
          ...now,
          totals: progress.totals,
          ends: [...now.ends, Date.now()].slice(-ENDS),
        }))
    })
    changeLive(ticket, (now) => ({ ...now, run: view.run, going: false, totals: view.totals }))
  } catch (thrown) {
    const error = asAppError(thrown)
    changeLive(ticket, (now) => ({
      ...now,
      going: false,
      error: error.kind === 'cancelled' ? null : error,
    }))
  }
}

const begin = (): Pick<Live, 'ticket' | 'going' | 'totals' | 'ends' | 'error'> => ({
  ticket: crypto.randomUUID(),
  going: true,
  totals: null,
  ends: [],
  error: null,
})

/** Whether something is going on already for a plan or a run. */
const isGoing = (of: string): boolean =>
  livesNow().some((live) => live.going && (live.run === of || live.plan === of))

/** Begins what was planned; the core opens the window that approves first. */
export async function start(plan: BulkPlan, pilot: number, failures: number): Promise<void> {
  if (isGoing(plan.plan)) return
  const live: Live = { ...begin(), run: null, plan: plan.plan, before: null }
  await follow(live, async (watch) => {
    const before = (await runsNow()).map(({ run }) => run)
    changeLive(live.ticket, (now) => ({ ...now, before }))
    return startRun(plan.plan, { pilot, failures }, live.ticket, watch)
  })
}

/** Goes on with a run; with what failed as well, where that is wanted. */
export async function resume(run: string, failed: boolean): Promise<void> {
  if (isGoing(run)) return
  const live: Live = { ...begin(), run, plan: null, before: null }
  await follow(live, (watch) => goOn(run, failed, live.ticket, watch))
}

/** Stops at once what was begun from here: what is under way is looked into when it goes on. */
export const halt = (live: Live): Promise<null> => stop(live.ticket)
