import { ShieldCheck } from 'lucide-react'

import { EffectBadge } from '#components/EffectBadge'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { Notice } from '#components/Notice'
import type { Environment } from '#ipc/bindings'

import { copy } from './copy'
import { type Hit, promise } from './model'

import styles from './Palette.module.css'

/** What would happen, before it does. */
export function Preview({
  hit,
  environment,
}: {
  hit: Hit | undefined
  environment: Environment | undefined
}) {
  if (!hit) return <aside className={styles.preview} aria-label={copy.name} />
  return (
    <aside className={styles.preview} aria-label={hit.title}>
      {hit.tenant && (
        <p className="line strong">
          <Mark mark={hit.tenant.mark} />
          <span className="clip">{hit.tenant.name}</span>
          {environment && <EnvironmentPill environment={environment} />}
        </p>
      )}
      <p className={styles.title}>{hit.title}</p>
      {hit.call ? (
        <dl className={styles.facts}>
          <div>
            <dt>{copy.effect}</dt>
            <dd>
              <EffectBadge effect={hit.call.effect} unclassified={!hit.call.classified} />
            </dd>
          </div>
          <div>
            <dt>{copy.address}</dt>
            <dd>
              <code>{hit.call.path}</code>
            </dd>
          </div>
          <div>
            <dt>{copy.group}</dt>
            <dd>{hit.call.group}</dd>
          </div>
        </dl>
      ) : (
        <>
          {hit.deed.kind === 'task' && !hit.deed.console && (
            <p>
              <EffectBadge effect={hit.deed.effect} />
            </p>
          )}
          <p className="second">{hit.sub}</p>
        </>
      )}
      <div className={styles.promise}>
        <Notice icon={ShieldCheck}>{promise(hit.deed)}</Notice>
      </div>
    </aside>
  )
}
