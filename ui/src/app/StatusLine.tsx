import { ArrowDownUp, KeySquare, LogIn, ShieldCheck } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { VaultView } from '#ipc/bindings'
import { duration } from '#lib/format'

import { copy } from './copy'
import { openForChanges, signedIn } from './model'
import { useLastCall, useStatus, useTenants } from './queries'

import styles from './StatusLine.module.css'

/** What the program is doing, in one quiet line. */
export function StatusLine() {
  const tenants = useTenants().data ?? []
  const vault = useStatus().data?.vault
  return (
    <footer className={styles.line} data-region="status" aria-label={copy.statusLine}>
      {tenants.length > 0 && (
        <span className={styles.item}>
          <Icon of={LogIn} size="small" />
          <span className="num">{copy.signedIn(signedIn(tenants), tenants.length)}</span>
        </span>
      )}
      <LastCall />
      <span className="push" />
      {vault && (
        <span className={styles.item}>
          <Icon of={KeySquare} size="small" />
          {vaultWords(vault)}
        </span>
      )}
      {openForChanges(tenants) === 0 && (
        <span className={styles.item}>
          <Icon of={ShieldCheck} size="small" />
          {copy.readsOnly}
        </span>
      )}
    </footer>
  )
}

function LastCall() {
  const last = useLastCall().data?.lines[0]
  return (
    <span className={styles.item}>
      <Icon of={ArrowDownUp} size="small" />
      {last ? (
        <>
          {copy.lastCall} {last.method}{' '}
          <code className={styles.address}>{pathOf(last.address)}</code>
          <span className="num">
            {last.status ?? copy.noAnswer}, {duration(last.tookMs)}
          </span>
        </>
      ) : (
        copy.noCallYet
      )}
    </span>
  )
}

/** The path of an address; the tenant's host says nothing new here. */
function pathOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '') || '/'
}

function vaultWords(vault: VaultView): string {
  switch (vault.kind) {
    case 'opening':
      return copy.secretsOpening
    case 'ready':
      return copy.secretsIn(vault.store)
    case 'locked':
      return copy.secretsLocked
    case 'sessionOnly':
      return copy.secretsMemory
    case 'unavailable':
      return copy.secretsNowhere
    default: {
      const never: never = vault
      return never
    }
  }
}
