import { useNavigate } from '@tanstack/react-router'
import { RefreshCw, ShieldBan, Stethoscope, TriangleAlert } from 'lucide-react'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import { Bone, Skeleton } from '#components/Skeleton'
import { StateOfNothing } from '#components/StateOfNothing'
import { WhoHasButton } from '#components/WhoHasButton'
import type { CardView } from '#ipc/bindings'
import type { Failure } from '#ipc/errors'
import { failureLine } from '#lib/failure-words'
import { renewedEarly, turnOf } from '#lib/session'
import { signInWords } from '#lib/sign-in-words'

import { copy } from './copy'
import { Figures } from './Figures'
import { type Pair, shapeOf } from './model'
import { useSignIn, useSignOut } from './queries'
import { Stack } from './Stack'
import { TalkPanel } from './TalkPanel'
import { TileFoot } from './TileFoot'
import { TileHead } from './TileHead'

import styles from './TenantTile.module.css'

type Props = {
  pair: Pair
  /** Whether it is being asked right now. */
  asking: boolean
  /** Why the last round could not be begun. */
  failure: Failure | null
  /** Seconds between two rounds. */
  seconds: number
  onRefresh: (tenant: string) => void
}

/** One tenant: how it does, what it has, and how old that is. */
export function TenantTile({ pair, asking, failure, seconds, onRefresh }: Props) {
  const { tenant, card } = pair
  const signIn = useSignIn()
  const signOut = useSignOut()
  // The card is read for this tenant alone and knows its session first.
  const talking = card ? { ...tenant, session: card.session } : tenant
  const shape = shapeOf(card, asking || signIn.isPending)
  const refresh = () => onRefresh(tenant.id)
  const refused = signIn.error ?? signOut.error ?? (card?.problem ? null : failure)
  const begin = () => signIn.mutate(tenant.id)
  return (
    <article className={styles.tile} aria-label={tenant.name} data-shape={shape}>
      <TileHead
        tenant={tenant}
        card={card}
        asking={shape === 'loading'}
        onRefresh={refresh}
        onSignIn={begin}
        onSignOut={() => signOut.mutate(tenant.id)}
      />
      {refused && refused.error.kind !== 'cancelled' && (
        <p className={styles.band} role="alert">
          {failureLine(refused.error, { tenant: tenant.name })}
        </p>
      )}
      <div className={styles.talk}>
        <TalkPanel tenant={talking} />
      </div>
      {shape === 'loading' && (
        <div className={styles.loading}>
          <Skeleton awaited={copy.awaited(tenant.name)}>
            <Bones />
          </Skeleton>
        </div>
      )}
      {(shape === 'signedOut' || shape === 'notLoaded') && !turnOf(talking.session) && (
        <div className={styles.short}>
          <StateOfNothing kind="notLoaded" />
          {shape === 'signedOut' ? (
            <Button size="small" onPress={begin}>
              {copy.signIn}
            </Button>
          ) : (
            <Button size="small" onPress={refresh}>
              {copy.look}
            </Button>
          )}
        </div>
      )}
      {shape === 'full' && card && (
        <>
          <Band card={card} pair={pair} onRetry={refresh} onSignIn={begin} />
          <Figures tenant={tenant.id} figures={card.figures} />
          {card.bar && <Stack bar={card.bar} />}
          <Problem card={card} name={tenant.name} />
          <Early card={card} />
        </>
      )}
      {card && shape === 'full' && <TileFoot tenant={tenant} card={card} seconds={seconds} />}
    </article>
  )
}

const lost = (card: CardView) =>
  card.health === 'notReachable' || card.health === 'refused' || card.session.kind === 'lapsed'

/** What is wrong with a tenant that could not be asked, and what one can do about it. */
function Band({
  card,
  pair,
  onRetry,
  onSignIn,
}: {
  card: CardView
  pair: Pair
  onRetry: () => void
  onSignIn: () => void
}) {
  const navigate = useNavigate()
  // While it is talked to, what it said before is over.
  if (!lost(card) || turnOf(card.session)) return null
  const lapse = card.session.kind === 'lapsed' ? card.session.why : null
  const needsPerson = lapse?.kind === 'needsPerson'
  const why = card.problem
    ? failureLine(card.problem, { tenant: pair.tenant.name })
    : lapse
      ? failureLine(
          { kind: 'signInRequired', tenant: card.tenant, why: lapse },
          { tenant: pair.tenant.name },
        )
      : ''
  return (
    <div
      className={styles.band}
      data-tone={needsPerson ? 'accent' : undefined}
      role="group"
      aria-label={copy.attention}
    >
      <span>
        {why} {card.asOf && copy.showing(card.asOf)}
      </span>
      {!needsPerson && (
        <Button
          size="small"
          icon={Stethoscope}
          onPress={() =>
            void navigate({ to: '/tenants/$tenant/check', params: { tenant: pair.tenant.id } })
          }
        >
          {copy.diagnose}
        </Button>
      )}
      {card.health === 'refused' || lapse ? (
        <Button size="small" onPress={onSignIn}>
          {copy.signIn}
        </Button>
      ) : (
        <Button size="small" onPress={onRetry}>
          {copy.retry}
        </Button>
      )}
    </div>
  )
}

/** The last problem of a tenant that does answer; or each number that a right is missing for. */
function Problem({ card, name }: { card: CardView; name: string }) {
  if (lost(card)) return null
  const refused = card.figures.flatMap(({ label, operation, value }) =>
    value.kind === 'notAllowed' ? [{ label, operation, needs: value.needs }] : [],
  )
  if (refused.length > 0)
    return refused.map(({ label, operation, needs }) => (
      <div key={label} className={styles.problem}>
        <Icon of={ShieldBan} size="small" />
        <span className="clip" title={`${label}: ${rightWords(needs)}`}>
          {label}: {rightWords(needs)}
        </span>
        <WhoHasButton tenant={card.tenant} operation={operation} />
      </div>
    ))
  if (!card.problem) return null
  const missing = card.problem.kind === 'missingPermission' ? card.problem : null
  return (
    <div className={styles.problem}>
      <Icon of={missing ? ShieldBan : TriangleAlert} size="small" />
      <span className="clip">
        {missing ? rightWords(missing.needs) : failureLine(card.problem, { tenant: name })}
      </span>
      {missing && <WhoHasButton tenant={card.tenant} operation={missing.operation} />}
    </div>
  )
}

const rightWords = (needs: readonly string[]): string =>
  needs.length > 0 ? copy.needs(needs) : copy.rightUnknown

/** That a token was replaced before its time; nothing is wrong any more. */
function Early({ card }: { card: CardView }) {
  const at = renewedEarly(card.session)
  if (at === null || card.problem) return null
  return (
    <p className={styles.problem}>
      <Icon of={RefreshCw} size="small" />
      <span className="clip" title={signInWords.early(at)}>
        {signInWords.early(at)}
      </span>
    </p>
  )
}

function Bones() {
  return (
    <>
      <div className={styles.bones}>
        {[1, 2, 3, 4].map((place) => (
          <Bone key={place} height={36} />
        ))}
      </div>
      <Bone height={6} />
      <Bone width="70%" />
    </>
  )
}
