import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'

import { Icon } from '#components/Icon'

import { copy } from './copy'
import type { Said } from './desk'

import styles from './Stage.module.css'

const looks = {
  done: { icon: CircleCheck, word: copy.stepDone },
  now: { icon: LoaderCircle, word: copy.stepNow },
  failed: { icon: CircleX, word: copy.stepFailed },
} as const

/** What is done one after the other; the last one is being done, is done, or failed. */
export function StepList({
  said,
  end,
  awaited,
}: {
  said: readonly Said[]
  end: keyof typeof looks
  /** What is waited for before the first step. */
  awaited?: string
}) {
  const lines = said.length === 0 && awaited ? [{ kind: 'looking' as const, says: awaited }] : said
  return (
    <ol className={styles.steps} aria-label={copy.steps} aria-live="polite">
      {lines.map(({ says }, index) => {
        const state = index === lines.length - 1 ? end : 'done'
        return (
          // The same may be said again later, and lines never change their places.
          <li key={`${index} ${says}`} className={styles.step} data-state={state}>
            <Icon of={looks[state].icon} />
            <span>
              {says}
              <span className="hidden">, {looks[state].word}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
