import { useCallback, useMemo } from 'react'

import type { DraftInput, Problem, SchemaProblemView } from '#ipc/bindings'
import { useShield } from '#lib/shield'

import { copy } from '../copy-draft'
import { deskAt, type Draft, sentShown, useDesk } from '../desk'
import { isSend, useKey } from '../use-key'
import { followPages, forgetProblems, sendDraft, stopSending } from '../use-send'
import { isTooLong } from './RawBody'

/** A request that is written and sent from a desk, by button and by key. */
export function useRequest(
  key: string,
  inputOf: (draft: Draft) => DraftInput | null,
  /** Whether it does more than read, so that the core asks before it leaves. */
  asksOf: (draft: Draft) => boolean,
  blocked: string | undefined,
) {
  const [{ draft, sent }, change] = useDesk(key)
  const input = inputOf(draft)
  const unavailable =
    blocked ?? (isTooLong(input?.body ?? '') ? copy.body.tooLargeToSend : undefined)
  const sending = sent.state === 'sending'
  // These stay the same while somebody types, so that the answer need not be drawn again.
  const start = useCallback(
    (anyway: boolean) => {
      const desk = deskAt(key)
      const now = inputOf(desk.draft)
      if (!now || blocked !== undefined || isTooLong(now.body ?? '')) return
      if (desk.sent.state !== 'sending') {
        void sendDraft(key, { ...now, anyway }, asksOf(desk.draft))
      }
    },
    [key, inputOf, asksOf, blocked],
  )
  const sendIt = useCallback(() => start(false), [start])
  const follow = useCallback(
    (pages: number) => {
      const now = deskAt(key).sent
      if (now.state === 'answered') void followPages(key, now.input, pages)
    },
    [key],
  )
  const halt = () => void stopSending(key)
  // The key does what the button would.
  useKey(isSend, () => start(sent.state === 'questioned'), 'first')
  useKey((event) => event.key === 'Escape' && sending, halt)
  const shielded = useShield()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is shown follows the shield, too
  const shown = useMemo(() => sentShown(sent), [sent, shielded])
  const hard: readonly Problem[] =
    shown.state === 'failed' && shown.error.kind === 'invalid' ? shown.error.problems : []
  const problems: readonly SchemaProblemView[] = shown.state === 'questioned' ? shown.problems : []
  return {
    draft,
    sent: shown,
    input,
    unavailable,
    hard,
    problems,
    enter: (entered: Partial<Draft>) => {
      change(entered)
      forgetProblems(key)
    },
    send: sendIt,
    anyway: () => start(true),
    stop: halt,
    follow,
  }
}
