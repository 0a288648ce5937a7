import {
  CircleCheck,
  CircleDashed,
  Hourglass,
  KeySquare,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { State } from '#components/State'
import type { Settings, VaultView } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import type { Tone } from '#lib/looks'

import { copy, vaultWords } from './copy'
import { LockPanel } from './LockPanel'
import { useVaultRetry, useVaultSessionOnly, useVaultSetAside } from './queries'

import styles from './SettingsPage.module.css'

const look: Readonly<Record<VaultView['kind'], { icon: LucideIcon; tone: Tone }>> = {
  opening: { icon: Hourglass, tone: 'quiet' },
  ready: { icon: CircleCheck, tone: 'ok' },
  locked: { icon: KeySquare, tone: 'quiet' },
  sessionOnly: { icon: CircleDashed, tone: 'warn' },
  unavailable: { icon: TriangleAlert, tone: 'bad' },
}

/** Where secrets are kept, and what helps when they cannot be. */
export function VaultPanel({
  vault,
  settings,
}: {
  vault: VaultView
  settings: Settings | undefined
}) {
  const [asking, setAsking] = useState(false)
  const retry = useVaultRetry()
  const sessionOnly = useVaultSessionOnly()
  const setAside = useVaultSetAside()
  const { state, meaning, help } = vaultWords(vault)
  const failure = retry.error ?? sessionOnly.error ?? setAside.error
  const remedy = 'remedy' in vault ? vault.remedy : null
  const lost = remedy === 'keyMissing' || remedy === 'damaged'
  return (
    <Card title={copy.secretsTitle} aside={<State {...look[vault.kind]}>{state}</State>}>
      <div className={styles.fields}>
        <p className="second">{meaning}</p>
        {help.map((step) => (
          <p key={step} className="second">
            {step}
          </p>
        ))}
        {remedy !== null && (
          <div className={styles.buttons}>
            <Button kind="primary" onPress={() => retry.mutate()}>
              {copy.retry}
            </Button>
            {vault.kind === 'unavailable' && (
              <Button onPress={() => sessionOnly.mutate()}>{copy.sessionOnly}</Button>
            )}
            {lost && <Button onPress={() => setAsking(true)}>{copy.setAside}</Button>}
          </div>
        )}
        {vault.kind === 'ready' && <LockPanel opensWith={vault.opensWith} settings={settings} />}
        {failure && <Notice tone="bad">{failureLine(failure.error)}</Notice>}
      </div>
      {asking && (
        <Dialog
          title={copy.setAsideTitle}
          urgent
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button autoFocus onPress={() => setAsking(false)}>
                {copy.keep}
              </Button>
              <Button
                kind="danger"
                onPress={() => setAside.mutate(undefined, { onSettled: () => setAsking(false) })}
              >
                {copy.setAside}
              </Button>
            </>
          }
        >
          {copy.setAsideText}
        </Dialog>
      )}
    </Card>
  )
}
