import { Link, useNavigate } from '@tanstack/react-router'
import { Stethoscope } from 'lucide-react'

import { Button } from '#components/Button'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import { Bone, Skeleton } from '#components/Skeleton'
import { WhoHasButton } from '#components/WhoHasButton'
import { Working } from '#components/Working'
import type { LookUpHit, MissingList, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { FactList } from './FactList'
import { KnownState } from './KnownState'
import { isSignedOut, type Known } from './model'
import { TaskButtons } from './TaskButtons'

import styles from './TenantPart.module.css'

type Props = {
  tenant: TenantLine
  known: Known
  onRetry: () => void
  onSignIn: () => void
}

/** What one tenant knows of the subject; or why it does not. */
export function TenantPart({ tenant, known, onRetry, onSignIn }: Props) {
  const { part, hits } = known
  const { state } = part
  const failed = state.kind === 'failed'
  return (
    <article className={styles.part} aria-label={tenant.name} data-state={state.kind}>
      <header className={styles.head}>
        <Mark mark={tenant.mark} />
        <h3 className="clip" title={tenant.name}>
          {tenant.name}
        </h3>
        <EnvironmentPill environment={tenant.environment} dress="plain" />
        <span className={styles.state}>
          <KnownState known={known} />
        </span>
      </header>
      <div className={styles.body}>
        <Body tenant={tenant} known={known} />
      </div>
      {(failed || hits.length > 0) && (
        <footer className={styles.foot}>
          {failed &&
            (isSignedOut(part) ? (
              <Button size="small" onPress={onSignIn}>
                {copy.signInAndLook}
              </Button>
            ) : (
              <Failed tenant={tenant.id} onRetry={onRetry} />
            ))}
          {hits.length > 0 && (
            <>
              <TaskButtons tenant={tenant} hits={hits} />
              <ToExplorer tenant={tenant.id} hits={hits} />
              {hits.some(({ coming }) => coming) && <Working word={copy.coming} />}
              <span className={styles.took}>{copy.took(part.tookMs)}</span>
            </>
          )}
        </footer>
      )}
    </article>
  )
}

function Body({ tenant, known }: { tenant: TenantLine; known: Known }) {
  const { part, hits, others, stopped } = known
  const { state } = part
  switch (state.kind) {
    case 'asking':
      if (stopped) return <p className={styles.sentence}>{copy.stoppedHere}</p>
      return (
        <Skeleton awaited={copy.awaited(tenant.name)}>
          <Bone width="60%" />
          <Bone width="75%" />
          <Bone width="50%" />
        </Skeleton>
      )
    case 'found':
      return (
        <>
          {hits.map((hit, index) => (
            <Row
              key={hit.id}
              hit={hit}
              missing={index === hits.length - 1 ? state.missing : []}
              tenant={tenant}
              named={hits.length > 1}
            />
          ))}
          {hits.length === 0 && <FactList facts={[]} missing={state.missing} tenant={tenant} />}
          {others > 0 && <p className="quiet small">{copy.otherHits(others)}</p>}
        </>
      )
    case 'none':
      return (
        <>
          <p className={styles.sentence}>{copy.asked(state.asked)}</p>
          <FactList facts={[]} missing={state.missing} tenant={tenant} />
        </>
      )
    case 'notAllowed':
      return (
        <p className={styles.sentence}>
          {state.needs.length > 0 ? copy.needs(state.needs) : copy.rightUnknown}{' '}
          <WhoHasButton tenant={tenant.id} operation={state.operation} />
        </p>
      )
    case 'notSupported':
      return <p className={styles.sentence}>{copy.notSupported}</p>
    case 'failed':
      return (
        <p className={styles.sentence}>
          {isSignedOut(part) ? copy.signedOut : failureLine(state.error, { tenant: tenant.name })}
        </p>
      )
    default: {
      const never: never = state
      return never
    }
  }
}

/** One of several rows of a tenant has its name above it. */
function Row({
  hit,
  missing,
  tenant,
  named,
}: {
  hit: LookUpHit
  missing: readonly MissingList[]
  tenant: Pick<TenantLine, 'id' | 'name'>
  named: boolean
}) {
  return (
    // The same person stands in several tenants, so it is no landmark.
    <div role="group" aria-label={copy.hit(hit.label, hit.name)} className={styles.row}>
      {named && (
        <h4 className="clip">
          <span className="quiet">{hit.label}</span> {hit.name}
        </h4>
      )}
      <FactList facts={hit.facts} missing={missing} tenant={tenant} />
    </div>
  )
}

/** Each list a row came from, once. */
function ToExplorer({ tenant, hits }: { tenant: string; hits: readonly LookUpHit[] }) {
  const lists = [...new Map(hits.map((hit) => [hit.operation, hit.label])).entries()]
  return lists.map(([operation, label]) => (
    <Link
      key={operation}
      to="/explorer"
      search={{ tenant, operation }}
      className={styles.link}
      title={operation}
    >
      {lists.length > 1 ? `${copy.open}: ${label}` : copy.open}
    </Link>
  ))
}

function Failed({ tenant, onRetry }: { tenant: string; onRetry: () => void }) {
  const navigate = useNavigate()
  return (
    <>
      <Button size="small" onPress={onRetry}>
        {copy.retry}
      </Button>
      <Button
        kind="plain"
        size="small"
        icon={Stethoscope}
        onPress={() => void navigate({ to: '/tenants/$tenant/check', params: { tenant } })}
      >
        {copy.diagnose}
      </Button>
    </>
  )
}
