import { RefreshCw } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import type { DocumentView, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy, originWords } from './copy'
import { operationCount } from './model'
import { useFetchDocument } from './queries'

import styles from './DocumentFront.module.css'

/** A document before an operation is chosen: where it comes from and what is in it. */
export function DocumentFront({
  view,
  tenant,
}: {
  view: DocumentView
  tenant: TenantLine | undefined
}) {
  const fetching = useFetchDocument()
  const { line } = view
  const own = line.origin.kind === 'tenant' ? line.tenant : null
  return (
    <section className={styles.front} aria-label={line.title}>
      <h2 className={styles.title}>
        {line.title} {line.version && <span className="quiet num">{line.version}</span>}
      </h2>
      <dl className={styles.facts}>
        <div>
          <dt>{copy.facts.source}</dt>
          <dd>
            {originWords(line, tenant?.name)}
            {own !== null && (
              <Button
                kind="plain"
                size="small"
                icon={RefreshCw}
                onPress={() => {
                  if (!fetching.isPending) fetching.mutate(own)
                }}
              >
                {fetching.isPending ? copy.opening : copy.readAgain}
              </Button>
            )}
          </dd>
        </div>
        <div>
          <dt>{copy.operationsButton}</dt>
          <dd className="num">
            {copy.operations(operationCount(view))}
            {line.format && <span className="quiet">{line.format}</span>}
          </dd>
        </div>
        <div>
          <dt>{copy.callsGoTo}</dt>
          <dd>{view.callsGoTo === null ? copy.nowhere : <code>{view.callsGoTo}</code>}</dd>
        </div>
        {view.servers.length > 0 && (
          <div>
            <dt>{copy.servers}</dt>
            <dd className={styles.servers}>
              {view.servers.map((server) => (
                <code key={server}>{server}</code>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {fetching.error && (
        <Notice tone="bad">{failureLine(fetching.error.error, { tenant: tenant?.name })}</Notice>
      )}
      <p className={styles.lead}>
        <span className="strong">{copy.chooseOperation.title}.</span> {copy.chooseOperation.text}
      </p>
    </section>
  )
}
