import type { TaskInput, TaskProgress, TaskRun } from '#ipc/bindings'
import { asAppError } from '#ipc/errors'

import { progressWords } from './copy'
import { changeDesk, deskAt, type Doing, type Entry, type Said } from './desk'
import { carryOut, preview, stop } from './queries'

const put = (key: string, doing: Doing) => changeDesk(key, (desk) => ({ ...desk, doing }))

/** What is heard after a newer attempt began is about the old one. */
function busyAt(key: string, ticket: string) {
  const { doing } = deskAt(key)
  return doing.state === 'busy' && doing.ticket === ticket ? doing : null
}

const withSaid = (said: readonly Said[], progress: TaskProgress): readonly Said[] => {
  const next: Said = { kind: progress.kind, says: progressWords(progress) }
  const last = said.at(-1)
  // Looking again and again for the same is one line.
  return last?.says === next.says ? said : [...said, next]
}

async function run(
  key: string,
  phase: 'look' | 'do',
  proposal: TaskRun | null,
  way: (ticket: string, watch: (progress: TaskProgress) => void) => Promise<TaskRun>,
): Promise<void> {
  if (deskAt(key).doing.state === 'busy') return
  const ticket = crypto.randomUUID()
  put(key, { state: 'busy', phase, ticket, said: [], proposal })
  try {
    const done = await way(ticket, (progress) => {
      const busy = busyAt(key, ticket)
      if (busy) put(key, { ...busy, said: withSaid(busy.said, progress) })
    })
    const busy = busyAt(key, ticket)
    if (!busy) return
    put(
      key,
      done.state.kind === 'proposed'
        ? { state: 'proposed', run: done }
        : { state: 'over', run: done, said: busy.said, at: Date.now(), proposal },
    )
  } catch (thrown) {
    if (busyAt(key, ticket)) put(key, { state: 'failed', error: asAppError(thrown), phase })
  }
}

/** Reads what the task has to know, and says what it would change. */
export const look = (
  key: string,
  tenant: string,
  task: string,
  inputs: TaskInput[],
): Promise<void> =>
  run(key, 'look', null, (ticket, watch) => preview(tenant, task, inputs, ticket, watch))

/** Does what was proposed; the core opens the window that approves first. */
export async function approve(key: string): Promise<void> {
  const { doing } = deskAt(key)
  const wanted = doing.state === 'proposed' ? doing.run.run : null
  if (doing.state !== 'proposed' || wanted === null) return
  await run(key, 'do', doing.run, (ticket, watch) => carryOut(wanted, ticket, watch))
}

/** Stops what is being done from a desk. */
export async function halt(key: string): Promise<void> {
  const { doing } = deskAt(key)
  if (doing.state === 'busy') await stop(doing.ticket)
}

/** Puts something into a field. What was proposed or found is about what stood there before. */
export const enter = (key: string, field: string, entry: Entry): void =>
  changeDesk(key, ({ entries, doing }) => ({
    entries: { ...entries, [field]: entry },
    doing: doing.state === 'busy' ? doing : { state: 'idle' },
  }))

/** An empty form, as it was at first. */
export const anew = (key: string): void =>
  changeDesk(key, () => ({ entries: {}, doing: { state: 'idle' } }))
