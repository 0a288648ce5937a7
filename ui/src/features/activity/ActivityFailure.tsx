import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import type { AppError } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'

/** A failure where the entries would stand, with a way to try again. */
export function ActivityFailure({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const words = failureWords(error)
  if (!words) return null
  return (
    <ErrorCard
      words={words}
      actions={
        <Button kind="primary" onPress={onRetry}>
          {copy.tryAgain}
        </Button>
      }
    />
  )
}
