import { Covered } from '#components/Covered'
import { FailureNote } from '#components/FailureNote'
import type { ExchangeView } from '#ipc/bindings'
import { useShield } from '#lib/shield'

import { copy } from '../copy-answer'
import { AnswerHead } from './AnswerHead'
import { AnswerTabs } from './AnswerTabs'
import { FollowBar } from './FollowBar'
import { SecretsPanel } from './SecretsPanel'
import { TimeBar } from './TimeBar'

import styles from './AnswerPane.module.css'

type Props = {
  exchange: ExchangeView
  tenant: string | undefined
  onFollow: (pages: number) => void
}

/** An answer: how it went, how long it took, and what it holds. */
export function Answered({ exchange, tenant, onFollow }: Props) {
  const { meaning, statusMeans, disclosed = [] } = exchange
  const shielded = useShield()
  return (
    <>
      <AnswerHead exchange={exchange} />
      <TimeBar
        timing={exchange.timing}
        line={exchange.line}
        hops={exchange.hops}
        via={exchange.via ?? null}
      />
      {statusMeans !== null && <p className={styles.means}>{copy.means(statusMeans)}</p>}
      {meaning?.kind === 'failed' && (
        <div className={styles.meaning}>
          <FailureNote error={meaning.error} tenant={tenant} tenantId={exchange.line.tenant} />
        </div>
      )}
      {disclosed.length > 0 && <SecretsPanel exchange={exchange.line.id} disclosed={disclosed} />}
      {shielded ? <Covered /> : <AnswerTabs exchange={exchange} />}
      <FollowBar followed={exchange.followed} morePages={exchange.morePages} onFollow={onFollow} />
    </>
  )
}
