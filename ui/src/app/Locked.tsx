import { useQueryClient } from '@tanstack/react-query'
import { KeySquare } from 'lucide-react'
import { useEffect } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { Notice } from '#components/Notice'
import type { VaultOpening } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { useUnlock } from './queries'

import styles from './Locked.module.css'

/** Answers that say nothing about a tenant and may stay while the vault is locked. */
const HARMLESS: readonly unknown[] = ['appStatus', 'settingsGet']

/** All there is to see while the vault is locked. */
export function Locked({ opensWith }: { opensWith: VaultOpening }) {
  const client = useQueryClient()
  const unlock = useUnlock()
  useEffect(() => {
    // What was read of tenants lies in the cache, which outlives the screens that showed it.
    client.removeQueries({ predicate: ({ queryKey }) => !HARMLESS.includes(queryKey[0]) })
  }, [client])
  const failed = unlock.error && unlock.error.error.kind !== 'cancelled' ? unlock.error.error : null
  const asking = unlock.isPending && opensWith === 'passphrase'
  return (
    <main className={styles.page} aria-label={copy.lockedTitle}>
      <Empty
        icon={KeySquare}
        title={copy.lockedTitle}
        actions={
          <Button
            kind="primary"
            size="large"
            autoFocus
            unavailable={unlock.isPending ? copy.unlocking : undefined}
            onPress={() => unlock.mutate()}
          >
            {copy.unlock}
          </Button>
        }
      >
        {asking ? copy.unlockingElsewhere : copy.lockedText[opensWith]}
      </Empty>
      {failed && (
        <div className={styles.failed}>
          <Notice tone="bad">{failureLine(failed)}</Notice>
        </div>
      )}
    </main>
  )
}
