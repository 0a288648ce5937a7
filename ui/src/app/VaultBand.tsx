import { useNavigate } from '@tanstack/react-router'
import { KeySquare } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { remedyWords } from '#lib/failure-causes'

import { copy } from './copy'
import { useStatus, useVaultRetry, useVaultSessionOnly } from './queries'

import styles from './VaultBand.module.css'

/** Stands at the top while secrets cannot be stored, with what helps. */
export function VaultBand() {
  const vault = useStatus().data?.vault
  const retry = useVaultRetry()
  const sessionOnly = useVaultSessionOnly()
  const navigate = useNavigate()
  if (vault?.kind !== 'unavailable' && vault?.kind !== 'sessionOnly') return null
  const words = remedyWords[vault.remedy]
  const lost = vault.remedy === 'keyMissing' || vault.remedy === 'damaged'
  return (
    <div className={styles.band} role="region" aria-label={words.title}>
      <Notice tone={vault.kind === 'unavailable' ? 'warn' : 'neutral'} icon={KeySquare}>
        <div className={styles.row}>
          <p className={styles.words}>
            <span className="strong">{words.title}.</span>{' '}
            {vault.kind === 'sessionOnly'
              ? copy.vaultSessionNote
              : `${words.cause} ${words.steps[0] ?? ''}`}
          </p>
          <Button size="small" onPress={() => retry.mutate()}>
            {copy.vaultRetry}
          </Button>
          {lost && (
            <Button size="small" onPress={() => void navigate({ to: '/settings' })}>
              {copy.vaultSetAside}
            </Button>
          )}
          {vault.kind === 'unavailable' && (
            <Button size="small" onPress={() => sessionOnly.mutate()}>
              {copy.vaultSessionOnly}
            </Button>
          )}
        </div>
      </Notice>
    </div>
  )
}
