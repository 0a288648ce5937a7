import { useState } from 'react'

import { Button } from '#components/Button'
import { Segments } from '#components/Segments'
import { TextField } from '#components/TextField'
import type { HeldCertificate, HeldSecret, ProxyKind, VendorView } from '#ipc/bindings'

import { CertificateField } from './CertificateField'
import { networkCopy as copy } from './copy-network'
import { type Form, PROXY_PASSWORD, secretState, usualWay } from './form'
import { usePolicy } from './queries'
import { SecretField } from './SecretField'

import styles from './Form.module.css'

const ways: readonly ProxyKind[] = ['system', 'none', 'manual', 'script']

type Props = {
  vendor: VendorView | undefined
  form: Form
  /** Secret fields whose value is in the vault already. */
  stored: readonly string[]
  problemOf: (field: string) => string | undefined
  onChange: (change: Partial<Form>) => void
  onSecret: (field: string, secret: HeldSecret | null) => void
  onCertificate: (chosen: HeldCertificate | null) => void
}

/** Which way calls take, and what they show on it. Folded while it is the usual way. */
export function NetworkPart(props: Props) {
  const { vendor, form, stored, problemOf, onChange, onSecret, onCertificate } = props
  const [opened, setOpened] = useState(false)
  const { proxy } = form
  const policy = usePolicy().data
  const fixed = policy?.proxy ? copy.fixed(policy.proxy, policy.file) : undefined
  if (!opened && usualWay(form)) {
    return (
      <div className={styles.folded}>
        <p className="second">{fixed ?? copy.usual}</p>
        <span className="push" />
        <Button size="small" onPress={() => setOpened(true)}>
          {copy.change}
        </Button>
      </div>
    )
  }
  const set = (changed: Partial<Form['proxy']>) => {
    // It stays open when the last thing that kept it open is taken back.
    setOpened(true)
    onChange({ proxy: { ...proxy, ...changed } })
  }
  return (
    <div className={styles.two}>
      <div className={styles.wide}>
        <Segments
          label={copy.way}
          labelShown
          wide
          segments={ways.map((id) => ({ id, label: copy.ways[id] }))}
          value={proxy.kind}
          unavailable={fixed}
          onChange={(kind) => set({ kind })}
        />
        {fixed === undefined && <p className={styles.hint}>{copy.wayHints[proxy.kind]}</p>}
      </div>
      {(proxy.kind === 'manual' || proxy.kind === 'script') && (
        <div className={styles.wide}>
          <TextField
            label={proxy.kind === 'manual' ? copy.proxyAddress : copy.scriptAddress}
            value={proxy.address}
            onChange={(address) => set({ address })}
            unavailable={fixed}
            hint={proxy.kind === 'manual' ? copy.proxyHint : copy.scriptHint}
            error={problemOf('proxy')}
            required
            mono
          />
        </div>
      )}
      {proxy.kind === 'manual' && (
        <TextField
          label={copy.user}
          value={proxy.user}
          onChange={(user) => set({ user })}
          hint={copy.userHint}
          mono
        />
      )}
      {proxy.kind === 'manual' && proxy.user.trim() !== '' && (
        <SecretField
          field={{
            id: PROXY_PASSWORD,
            label: copy.password,
            secret: true,
            optional: true,
            hint: null,
          }}
          state={secretState(form, PROXY_PASSWORD, stored)}
          request={{ vendor: vendor?.id ?? '', method: '', tenantName: form.name.trim() }}
          error={problemOf(PROXY_PASSWORD)}
          onHeld={(secret) => onSecret(PROXY_PASSWORD, secret)}
        />
      )}
      <div className={styles.wide}>
        <CertificateField
          state={form.certificate}
          tenantName={form.name.trim()}
          error={problemOf('certificate')}
          onChosen={(chosen) => {
            setOpened(true)
            onCertificate(chosen)
          }}
        />
      </div>
    </div>
  )
}
