import type { CertificateView } from '#ipc/bindings'
import { calendarDay } from '#lib/format'

import { networkCopy as copy } from './copy-network'

import styles from './CertificateFacts.module.css'

/** A certificate as a person compares it: whose, signed by whom, for how long, its fingerprint. */
export function CertificateFacts({ certificate }: { certificate: CertificateView }) {
  const { subject, issuer, names, since, until, fingerprint } = certificate
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{copy.subject}</dt>
        <dd>{subject}</dd>
      </div>
      <div>
        <dt>{copy.issuer}</dt>
        <dd>{issuer}</dd>
      </div>
      {names.length > 0 && (
        <div>
          <dt>{copy.names}</dt>
          <dd>{names.join(', ')}</dd>
        </div>
      )}
      <div>
        <dt>{copy.good}</dt>
        <dd>
          {copy.goodFor(
            since === null ? null : calendarDay(since),
            until === null ? null : calendarDay(until),
          )}
        </dd>
      </div>
      <div>
        <dt>{copy.fingerprint}</dt>
        <dd className={styles.code}>{fingerprint}</dd>
      </div>
    </dl>
  )
}
