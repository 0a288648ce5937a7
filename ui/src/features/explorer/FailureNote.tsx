import type { ReactNode } from 'react'

import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import type { AppError } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'

type Props = {
  error: AppError
  tenant?: string | undefined
  place?: ReactNode
  onRetry?: () => void
  actions?: ReactNode
}

/** A failure where its answer would stand; nothing when a person stopped it. */
export function FailureNote({ error, tenant, place, onRetry, actions }: Props) {
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
  return <ErrorCard words={words} place={place} actions={buttons} />
}
