import type { ReactNode } from 'react'

import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import type { AppError } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'

/** A failure where the answer would stand, with a way to try again. */
export function ListFailure({
  error,
  tenant,
  onRetry,
  actions,
}: {
  error: AppError
  tenant?: string
  onRetry?: () => void
  actions?: ReactNode
}) {
  const words = failureWords(error, { tenant })
  if (!words) return null
  const buttons = (onRetry || actions) && (
    <>
      {onRetry && (
        <Button kind="primary" onPress={onRetry}>
          {copy.tryAgain}
        </Button>
      )}
      {actions}
    </>
  )
  return <ErrorCard words={words} actions={buttons} />
}
