import { useState } from 'react'

import { Button } from '#components/Button'
import { Segments } from '#components/Segments'
import { TextField } from '#components/TextField'
import type { CertificateView, TrustInput, TrustKind } from '#ipc/bindings'

import { CertificateFacts } from './CertificateFacts'
import { copy } from './copy'
import { networkCopy } from './copy-network'

import styles from './Form.module.css'

const trustKinds: readonly TrustKind[] = ['system', 'alsoMine', 'onlyMine']
const PEM_ROWS = 5

type Props = {
  trust: TrustInput
  /** What is in the certificates that are stored. */
  anchors: readonly CertificateView[]
  error: string | undefined
  onChange: (trust: TrustInput) => void
}

/** Who may have signed the tenant's certificate. Stored ones are shown as what they are. */
export function TrustPart({ trust, anchors, error, onChange }: Props) {
  const [stored] = useState(trust.pem)
  const [replacing, setReplacing] = useState(false)
  const shown = anchors.length > 0 && !replacing
  return (
    <>
      <div className={styles.wide}>
        <Segments
          label={copy.form.trust}
          labelShown
          wide
          segments={trustKinds.map((kind) => ({ id: kind, label: copy.form.trustKinds[kind] }))}
          value={trust.kind}
          onChange={(kind) => onChange({ ...trust, kind })}
        />
        <p className={styles.hint}>{copy.form.trustHints[trust.kind]}</p>
      </div>
      {trust.kind !== 'system' && shown && (
        <div className={styles.wide} role="group" aria-label={networkCopy.anchors}>
          <ul className={styles.anchors}>
            {anchors.map((anchor) => (
              <li key={anchor.fingerprint}>
                <CertificateFacts certificate={anchor} />
              </li>
            ))}
          </ul>
          <Button
            size="small"
            onPress={() => {
              setReplacing(true)
              onChange({ ...trust, pem: '' })
            }}
          >
            {networkCopy.replaceAnchors}
          </Button>
        </div>
      )}
      {trust.kind !== 'system' && !shown && (
        <div className={styles.wide}>
          <TextField
            label={copy.form.pem}
            value={trust.pem}
            onChange={(pem) => onChange({ ...trust, pem })}
            rows={PEM_ROWS}
            hint={copy.form.pemHint}
            error={error}
          />
          {replacing && (
            <Button
              kind="plain"
              size="small"
              onPress={() => {
                setReplacing(false)
                onChange({ ...trust, pem: stored })
              }}
            >
              {networkCopy.keepAnchors}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
