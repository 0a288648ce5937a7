import { MethodBadge } from '#components/MethodBadge'
import type { ExchangeView } from '#ipc/bindings'
import { visible } from '#lib/json-tokens'

import { copy } from '../copy-answer'
import { HeaderRows } from './HeaderRows'

import styles from './AnswerTabs.module.css'

/** The request as it left, secrets as marks. */
export function RequestSent({ exchange }: { exchange: ExchangeView }) {
  const { line, requestHeaders, requestBody } = exchange
  return (
    <div className={styles.rows} tabIndex={0} role="group" aria-label={copy.requestSent}>
      <p className={styles.sent}>
        <MethodBadge method={line.method} effect={line.effect} />
        <code>{line.address}</code>
      </p>
      <h3>{copy.requestHeaders}</h3>
      <HeaderRows label={copy.requestHeaders} headers={requestHeaders} />
      <h3>{copy.requestBody}</h3>
      {requestBody === null ? (
        <p className="quiet small">{copy.noRequestBody}</p>
      ) : (
        <pre className={styles.text} tabIndex={0} aria-label={copy.requestBody}>
          {requestBody.split('\n').map(visible).join('\n')}
        </pre>
      )}
    </div>
  )
}
