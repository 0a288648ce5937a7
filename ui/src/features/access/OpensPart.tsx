import { Link } from '@tanstack/react-router'

import { Badge } from '#components/Badge'
import { effectIcon } from '#components/EffectBadge'
import { FailureNote } from '#components/FailureNote'
import { MethodBadge } from '#components/MethodBadge'
import { Bone, Skeleton } from '#components/Skeleton'
import type { AccessNeed, OpenedOperation, PermissionView } from '#ipc/bindings'
import { count } from '#lib/format'
import { type Effect, effectLook } from '#lib/looks'

import { copy } from './copy'
import { byKey, written } from './model'
import { useOpens } from './queries'
import { useMore } from './use-more'

import styles from './SidePanel.module.css'

const EFFECTS: readonly Effect[] = ['reads', 'discloses', 'changes', 'removes']
/** So many operations are named at first. */
const NAMED = 20

type Props = {
  /** The tenant's id. */
  tenant: string
  /** Keys of what is held. */
  held: readonly string[]
  /** All there are, by whose names needs are said. */
  permissions: readonly PermissionView[]
  /** It is one permission: then what it opens only with others matters as well. */
  alone?: boolean
}

/** Which operations permissions open; each leads into the explorer. */
export function OpensPart({ tenant, held, permissions, alone = false }: Props) {
  const opens = useOpens(tenant, [...held])
  if (opens.error)
    return (
      <FailureNote
        error={opens.error.error}
        tenantId={tenant}
        onRetry={() => void opens.refetch()}
      />
    )
  if (!opens.data)
    return (
      <Skeleton awaited={copy.opens.awaited}>
        <Bone width="70%" />
        <Bone width="80%" />
      </Skeleton>
    )
  const { opened, partly, free, unsaid } = opens.data
  const none = opened.length === 0 && (!alone || partly.length === 0)
  return (
    <>
      <section className={styles.part} aria-label={copy.opens.title}>
        <h3 className={styles.label}>{copy.opens.title}</h3>
        {none && <p className="quiet">{alone ? copy.opens.none : copy.opens.noneHeld}</p>}
        <Effects operations={opened} />
        <Operations tenant={tenant} operations={opened} permissions={permissions} />
      </section>
      {alone && partly.length > 0 && (
        <section className={styles.part} aria-label={copy.opens.partly}>
          <h3 className={styles.label}>{copy.opens.partly}</h3>
          <Operations tenant={tenant} operations={partly} permissions={permissions} />
        </section>
      )}
      {!alone && (
        <p className="quiet small">
          {copy.opens.free(free)} {unsaid > 0 && copy.opens.unsaid(unsaid)}
        </p>
      )}
    </>
  )
}

function Effects({ operations }: { operations: readonly OpenedOperation[] }) {
  const counts = EFFECTS.map(
    (effect) => [effect, operations.filter((each) => each.effect === effect).length] as const,
  )
  return (
    <p className={styles.counts}>
      {counts.flatMap(([effect, many]) =>
        many > 0
          ? [
              <Badge key={effect} tone={effectLook[effect].tone} icon={effectIcon[effect]}>
                {effectLook[effect].word} {count(many)}
              </Badge>,
            ]
          : [],
      )}
    </p>
  )
}

function Operations({
  tenant,
  operations,
  permissions,
}: {
  tenant: string
  operations: readonly OpenedOperation[]
  permissions: readonly PermissionView[]
}) {
  const { shown, more } = useMore(operations, NAMED)
  const known = byKey(permissions)
  return (
    <>
      <ul className={styles.rows}>
        {shown.map(({ operation, effect, lacks }) => (
          <li key={operation}>
            <OperationLink tenant={tenant} operation={operation} effect={effect} />
            {lacks.length > 0 && (
              <span className="quiet small clip" title={needsWords(lacks, known)}>
                {copy.opens.also(needsWords(lacks, known))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}

/** An operation by its verb and path; leads to its page. */
function OperationLink({
  tenant,
  operation,
  effect,
}: {
  tenant: string
  operation: string
  effect: Effect
}) {
  const cut = operation.indexOf(' ')
  return (
    <Link
      to="/explorer"
      search={{ tenant, operation }}
      className={styles.call}
      title={`${operation}, ${effectLook[effect].word.toLowerCase()}`}
    >
      <MethodBadge method={operation.slice(0, cut)} effect={effect} />
      <code className="clip">{operation.slice(cut + 1)}</code>
    </Link>
  )
}

const needsWords = (
  needs: readonly AccessNeed[],
  known: ReadonlyMap<string, PermissionView>,
): string =>
  needs
    .map(({ oneOf }) =>
      oneOf
        .map((key) => {
          const one = known.get(key)
          return one ? written(one) : key
        })
        .join(' or '),
    )
    .join(', ')
