import { useRouter } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { ErrorCard } from '#components/ErrorCard'
import { asAppError } from '#ipc/errors'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'

import styles from './Broken.module.css'

/** A screen that broke. The rest of the program goes on. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const words = failureWords(asAppError(error))
  return (
    <main className={styles.page}>
      {words && (
        <ErrorCard
          words={words}
          actions={
            <Button kind="primary" size="small" onPress={reset}>
              {copy.drawAgain}
            </Button>
          }
        />
      )}
    </main>
  )
}

/** An address that leads nowhere. */
export function Missing() {
  const router = useRouter()
  return (
    <main className={styles.page}>
      <Empty
        icon={MapPinOff}
        title={copy.noSuchScreen}
        actions={
          <Button onPress={() => void router.navigate({ to: '/' })}>{copy.toDashboard}</Button>
        }
      >
        {copy.noSuchScreenWhy}
      </Empty>
    </main>
  )
}
