import type { DraftInput, ExchangeView, SendProgress } from '#ipc/bindings'
import { Failure } from '#ipc/errors'

import { changeDesk, deskAt, type Sent } from './desk'
import { check, follow, send, stop } from './queries-draft'

const put = (key: string, sent: Sent) => changeDesk(key, (desk) => ({ ...desk, sent }))

/** The tickets that were stopped before anything left. */
const stopped = new Set<string>()

type Way = (ticket: string, onProgress: (progress: SendProgress) => void) => Promise<ExchangeView>

async function run(key: string, input: DraftInput, asks: boolean, way: Way): Promise<void> {
  if (deskAt(key).sent.state === 'sending') return
  const ticket = crypto.randomUUID()
  // What is heard after a newer attempt began is about the old one.
  const mine = () => {
    const { sent } = deskAt(key)
    return sent.state === 'sending' && sent.ticket === ticket ? sent : null
  }
  put(key, { state: 'sending', ticket, progress: null, asks: false })
  try {
    const problems = input.anyway ? [] : await check(input)
    if (!mine()) return
    if (stopped.has(ticket)) {
      put(key, { state: 'failed', error: { kind: 'cancelled' } })
      return
    }
    if (problems.length > 0) {
      put(key, { state: 'questioned', problems })
      return
    }
    if (asks) put(key, { state: 'sending', ticket, progress: null, asks })
    const exchange = await way(ticket, (progress) => {
      const sent = mine()
      if (sent) put(key, { ...sent, progress })
    })
    // Something else may lie there by now; the history has this answer all the same.
    if (mine()) put(key, { state: 'answered', exchange, input })
  } catch (thrown) {
    if (!mine()) return
    put(key, {
      state: 'failed',
      error: thrown instanceof Failure ? thrown.error : { kind: 'bug', reference: 'interface' },
    })
  } finally {
    stopped.delete(ticket)
  }
}

/**
 * Sends a draft and puts what becomes of it on its desk. Does nothing while it is on its way.
 *
 * What the document has against the body is asked first, unless the person has seen it. With `asks`
 * the core opens the window that approves, and waits for the person there.
 */
export const sendDraft = (key: string, input: DraftInput, asks: boolean): Promise<void> =>
  run(key, input, asks, (ticket, onProgress) => send(input, ticket, onProgress))

/**
 * Sends a draft again and follows its pages to the end, or so many of them.
 *
 * When it is stopped, the answer that stood there before stands there again.
 */
export async function followPages(key: string, input: DraftInput, pages: number): Promise<void> {
  const before = deskAt(key).sent
  const again = { ...input, anyway: true }
  await run(key, again, false, (ticket, onProgress) => follow(again, pages, ticket, onProgress))
  const { sent } = deskAt(key)
  if (sent.state === 'failed' && sent.error.kind === 'cancelled') put(key, before)
}

/** Stops what is on its way from a desk. */
export async function stopSending(key: string): Promise<void> {
  const { sent } = deskAt(key)
  if (sent.state !== 'sending') return
  stopped.add(sent.ticket)
  // If it cannot be stopped any more its answer is on its way, which then says so itself.
  await stop(sent.ticket).catch(() => undefined)
}

/** Clears marks of wrong entries once something is entered again. */
export function forgetProblems(key: string): void {
  const { sent } = deskAt(key)
  const marked =
    sent.state === 'questioned' || (sent.state === 'failed' && sent.error.kind === 'invalid')
  if (marked) put(key, { state: 'idle' })
}
