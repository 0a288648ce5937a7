import type { DraftInput } from '#ipc/bindings'
import { Failure } from '#ipc/errors'

import { changeDesk, deskAt, type Sent } from './desk'
import { send, stop } from './queries'

const put = (key: string, sent: Sent) => changeDesk(key, (desk) => ({ ...desk, sent }))

/** Sends a draft and puts what becomes of it on its desk. Does nothing while it is on its way. */
export async function sendDraft(key: string, input: DraftInput): Promise<void> {
  if (deskAt(key).sent.state === 'sending') return
  const ticket = crypto.randomUUID()
  put(key, { state: 'sending', ticket, progress: null })
  try {
    const exchange = await send(input, ticket, (progress) => {
      const { sent } = deskAt(key)
      // What is heard after a newer attempt began is about the old one.
      if (sent.state === 'sending' && sent.ticket === ticket) put(key, { ...sent, progress })
    })
    put(key, { state: 'answered', exchange })
  } catch (thrown) {
    put(key, {
      state: 'failed',
      error: thrown instanceof Failure ? thrown.error : { kind: 'bug', reference: 'interface' },
    })
  }
}

/** Stops what is on its way from a desk. */
export async function stopSending(key: string): Promise<void> {
  const { sent } = deskAt(key)
  if (sent.state !== 'sending') return
  // If it cannot be stopped any more its answer is on its way, which then says so itself.
  await stop(sent.ticket).catch(() => undefined)
}

/** Clears marks of wrong entries once something is entered again. */
export function forgetProblems(key: string): void {
  const { sent } = deskAt(key)
  if (sent.state === 'failed' && sent.error.kind === 'invalid') put(key, { state: 'idle' })
}
