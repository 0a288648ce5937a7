import type { DraftInput, Problem, SchemaProblemView } from '#ipc/bindings'

import { copy } from '../copy-draft'
import { type Draft, useDesk } from '../desk'
import { isSend, useKey } from '../use-key'
import { followPages, forgetProblems, sendDraft, stopSending } from '../use-send'
import { isTooLong } from './RawBody'

/** A request that is written and sent from a desk, by button and by key. */
export function useRequest(
  key: string,
  inputOf: (draft: Draft) => DraftInput | null,
  blocked: string | undefined,
) {
  const [{ draft, sent }, change] = useDesk(key)
  const input = inputOf(draft)
  const unavailable =
    blocked ?? (isTooLong(input?.body ?? '') ? copy.body.tooLargeToSend : undefined)
  const sending = sent.state === 'sending'
  const start = (anyway: boolean) => {
    if (input && unavailable === undefined && !sending) void sendDraft(key, { ...input, anyway })
  }
  const halt = () => void stopSending(key)
  // The key does what the button would.
  useKey(isSend, () => start(sent.state === 'questioned'), 'first')
  useKey((event) => event.key === 'Escape' && sending, halt)
  const hard: readonly Problem[] =
    sent.state === 'failed' && sent.error.kind === 'invalid' ? sent.error.problems : []
  const problems: readonly SchemaProblemView[] = sent.state === 'questioned' ? sent.problems : []
  return {
    draft,
    sent,
    input,
    unavailable,
    hard,
    problems,
    enter: (entered: Partial<Draft>) => {
      change(entered)
      forgetProblems(key)
    },
    send: () => start(false),
    anyway: () => start(true),
    stop: halt,
    follow: (pages: number) => {
      if (sent.state === 'answered') void followPages(key, sent.input, pages)
    },
  }
}
