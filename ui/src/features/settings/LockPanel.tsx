import { KeySquare, RefreshCw } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import type { Settings, VaultOpening } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { lockCopy as copy, lockOptions, otherMinutes } from './copy-lock'
import { policyCopy } from './copy-policy'
import { usePolicy, useSetSettings, useVaultDeed, type VaultDeed } from './queries'

import styles from './SettingsPage.module.css'

/** After how long the vault locks itself when the settings do not say, as in the core. */
const USUAL_MINUTES = 15

/** When the vault locks, what opens it again, and the key it is sealed with. */
export function LockPanel({
  opensWith,
  settings,
}: {
  opensWith: VaultOpening
  settings: Settings | undefined
}) {
  const deed = useVaultDeed()
  const set = useSetSettings()
  const policy = usePolicy().data
  const [removing, setRemoving] = useState(false)
  const most = policy?.idleMinutes ?? null
  const wanted = settings?.lockMinutes ?? USUAL_MINUTES
  const minutes = most !== null && (wanted === 0 || wanted > most) ? most : wanted
  // Never, and whatever is longer than the company allows, cannot be chosen.
  const allowed = lockOptions.filter(
    ({ id }) => most === null || (id !== '0' && Number(id) <= most),
  )
  const known = allowed.some(({ id }) => id === String(minutes))
  const run = (wanted: VaultDeed) => {
    if (!deed.isPending) deed.mutate(wanted)
  }
  const failure = deed.error ?? set.error
  return (
    <>
      <div className={styles.buttons}>
        <Button icon={KeySquare} onPress={() => run('lock')}>
          {copy.lockNow}
        </Button>
      </div>
      {settings && (
        <SelectField
          label={copy.after}
          options={
            known ? allowed : [...allowed, { id: String(minutes), label: otherMinutes(minutes) }]
          }
          value={String(minutes)}
          hint={
            most !== null && policy
              ? `${copy.most(most)} ${policyCopy.fixed(policy.file)}`
              : minutes === 0
                ? copy.neverHint
                : copy.afterHint
          }
          onChange={(chosen) => set.mutate({ ...settings, lockMinutes: Number(chosen) })}
        />
      )}
      <div role="group" aria-label={copy.passphrase}>
        <p className="second">{copy.opens[opensWith]}</p>
        <div className={styles.buttons}>
          <Button onPress={() => run('setPassphrase')}>
            {opensWith === 'passphrase' ? copy.changePassphrase : copy.setPassphrase}
          </Button>
          {opensWith === 'passphrase' && (
            <Button
              unavailable={policy?.passphraseRequired ? policyCopy.fixed(policy.file) : undefined}
              onPress={() => setRemoving(true)}
            >
              {copy.removePassphrase}
            </Button>
          )}
          <Button icon={RefreshCw} onPress={() => run('changeKey')}>
            {copy.changeKey}
          </Button>
        </div>
        <p className="quiet small" role="status">
          {said(deed)}
        </p>
      </div>
      {failure && failure.error.kind !== 'cancelled' && (
        <Notice tone="bad">{failureLine(failure.error)}</Notice>
      )}
      {removing && (
        <Dialog
          title={copy.removeTitle}
          urgent
          onClose={() => setRemoving(false)}
          foot={
            <>
              <Button autoFocus onPress={() => setRemoving(false)}>
                {copy.keepPassphrase}
              </Button>
              <Button
                kind="danger"
                onPress={() => {
                  setRemoving(false)
                  run('removePassphrase')
                }}
              >
                {copy.removeIt}
              </Button>
            </>
          }
        >
          {copy.removeText}
        </Dialog>
      )}
    </>
  )
}

/** How far the last deed is; before any, what a new key is good for. */
function said(deed: ReturnType<typeof useVaultDeed>): string {
  if (deed.isPending) return copy.doing[deed.variables]
  return deed.isSuccess ? copy.done[deed.variables] : copy.keyHint
}
