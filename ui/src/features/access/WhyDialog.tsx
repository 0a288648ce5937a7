import { Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'

import { Badge } from '#components/Badge'
import { Button } from '#components/Button'
import { CopyButton } from '#components/CopyButton'
import { Dialog } from '#components/Dialog'
import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import { Working } from '#components/Working'
import type { AccessWhy, NeededPermission, TenantLine } from '#ipc/bindings'
import { useShield } from '#lib/shield'

import { copy as words } from './copy'
import { copy } from './copy-why'
import { written } from './model'
import { useWhy } from './queries'
import { WhoHasPart } from './WhoHasPart'

import styles from './WhyDialog.module.css'

type Props = {
  tenant: TenantLine
  /** `METHOD /path`, as the catalogue writes it. */
  operation: string
  onClose: () => void
}

/** Why an operation was refused: what it needs, who has that, and words to ask for it. */
export function WhyDialog({ tenant, operation, onClose }: Props) {
  // What is shown is covered anew whenever the shield goes up.
  useShield()
  const why = useWhy(tenant.id, operation)
  const begin = useEffectEvent(why.begin)
  const cancel = useEffectEvent(why.cancel)
  useEffect(() => {
    // Asking is what the dialog was opened for; the tenant is outside React.
    begin()
    return () => cancel()
  }, [])
  return (
    <Dialog
      title={copy.title}
      onClose={onClose}
      foot={<Button onPress={onClose}>{copy.close}</Button>}
    >
      <div className={styles.body}>
        <dl className={styles.facts}>
          <div>
            <dt>{copy.refused}</dt>
            <dd>
              <code>{operation}</code>
            </dd>
          </div>
          <div>
            <dt>{copy.at}</dt>
            <dd>{tenant.name}</dd>
          </div>
        </dl>
        {why.running ? (
          <div className={styles.line} role="status">
            <Working word={copy.asking} />
            <Button size="small" kind="plain" onPress={why.cancel}>
              {copy.cancel}
            </Button>
          </div>
        ) : why.failure ? (
          // It can be asked again, but nobody is asked who may ask.
          <FailureNote error={why.failure} tenant={tenant.name} onRetry={why.begin} />
        ) : why.stopped ? (
          <div className={styles.line}>
            <p>{copy.stopped}</p>
            <Button size="small" onPress={why.begin}>
              {copy.askAgain}
            </Button>
          </div>
        ) : (
          why.shown &&
          why.raw && (
            <Known
              tenant={tenant}
              why={why.shown}
              send={why.raw.askFor}
              onRetry={why.begin}
              onClose={onClose}
            />
          )
        )}
      </div>
    </Dialog>
  )
}

function Known({
  tenant,
  why,
  send,
  onRetry,
  onClose,
}: {
  tenant: TenantLine
  why: AccessWhy
  /** What is copied, which has the names also while they are covered. */
  send: string | null
  onRetry: () => void
  onClose: () => void
}) {
  const { needs } = why
  switch (needs.kind) {
    case 'unknown':
      return <Notice>{copy.unknown}</Notice>
    case 'nothing':
      return <Notice>{copy.nothing}</Notice>
    case 'permissions':
      return (
        <>
          <section className={styles.part} aria-label={copy.needs}>
            <h3 className={styles.label}>{copy.needs}</h3>
            {needs.all.length > 1 && <p className="quiet small">{copy.allOf}</p>}
            <ul className={styles.needs}>
              {needs.all.map((need) => (
                <li key={need.oneOf.map(({ key }) => key).join(' ')}>
                  <Needed need={need} />
                </li>
              ))}
            </ul>
          </section>
          {why.holders.map((who) => (
            <WhoHasPart key={who.section} tenant={tenant} who={who} onRetry={onRetry} />
          ))}
          {why.askFor !== null && send !== null && (
            <section className={styles.part} aria-label={copy.send}>
              <h3 className={styles.label}>
                {copy.send} <CopyButton label={copy.copySend} text={send} />
              </h3>
              <pre className={styles.send} tabIndex={0} aria-label={copy.send}>
                {why.askFor}
              </pre>
            </section>
          )}
          <Link
            to="/access"
            search={{ tenant: tenant.id, ...firstOf(why) }}
            className="link"
            onClick={onClose}
          >
            {copy.matrix}
          </Link>
        </>
      )
    default: {
      const never: never = needs
      return never
    }
  }
}

/** Where the first thing that is needed stands in the matrix. */
function firstOf({ needs, holders }: AccessWhy) {
  const permission = needs.kind === 'permissions' ? needs.all[0]?.oneOf[0]?.key : undefined
  const section = holders[0]?.section
  return {
    ...(section !== undefined && { section }),
    ...(permission !== undefined && { permission }),
  }
}

/** One thing that is needed: a permission, or one of several. */
function Needed({ need: { oneOf } }: { need: NeededPermission }) {
  return oneOf.map((one, index) => (
    <div key={one.key} className={styles.need}>
      <p className={styles.line}>
        {index > 0 && <span className="quiet">{copy.or}</span>}
        <span className="strong">{written(one)}</span>
        <span className="quiet small">{one.group}</span>
        {one.danger !== null && <Badge tone="warn">{words.danger}</Badge>}
      </p>
      <p className="small">
        {copy.lets(one.lets)} {one.danger !== null && `${one.danger}.`}
      </p>
    </div>
  ))
}
