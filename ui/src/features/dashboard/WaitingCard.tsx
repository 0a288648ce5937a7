import { Link } from '@tanstack/react-router'
import { CircleDashed, ClockAlert, ShieldBan } from 'lucide-react'
import { useState } from 'react'

import { Card } from '#components/Card'
import { Count } from '#components/Count'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { SelectField } from '#components/SelectField'
import { WhoHasButton } from '#components/WhoHasButton'
import type { TenantLine, WaitingLine, WaitingView, WaitKind } from '#ipc/bindings'
import { count } from '#lib/format'
import { useMinute } from '#lib/now'
import { taskPlace } from '#lib/task-offer'

import { copy } from './copy'
import { ageWords, kindWord, missingWords, urgencyWord, waitingCopy } from './copy-waiting'
import { groupsOf, kindsOf, lineKey, missingByTenant } from './waiting'

import side from './Side.module.css'
import styles from './Waiting.module.css'

/** More would not be read here; the table has them all. */
const MOST = 60

type Props = { view: WaitingView | undefined; tenants: ReadonlyMap<string, TenantLine> }

/** Everything that waits for a person, across the tenants that are shown; the most pressing first. */
export function WaitingCard({ view, tenants }: Props) {
  const [wanted, setWanted] = useState<WaitKind | 'all'>('all')
  const lines = view?.lines ?? []
  const kinds = kindsOf(lines)
  // A kind of which nothing waits any more does not hide the others.
  const kind = kinds.some((each) => each.kind === wanted) ? wanted : 'all'
  const shown = kind === 'all' ? lines : lines.filter(({ what }) => what === kind)
  const options = [
    { id: 'all' as const, label: waitingCopy.allKinds, detail: count(lines.length) },
    ...kinds.map((each) => ({
      id: each.kind,
      label: kindWord[each.kind],
      detail: count(each.times),
    })),
  ]
  return (
    <Card
      title={waitingCopy.title}
      aside={
        <span className={styles.aside}>
          {shown.length > 0 && <Count value={shown.length} tone="accent" />}
          {kinds.length > 1 && (
            <SelectField
              label={waitingCopy.whichKind}
              labelHidden
              options={options}
              value={kind}
              onChange={setWanted}
            />
          )}
        </span>
      }
      foot={view && <Foot view={view} tenants={tenants} />}
    >
      {shown.length === 0 ? (
        <p className={side.nothing}>
          <Icon of={CircleDashed} size="small" />
          {view && tenants.size > view.notLoaded.length
            ? waitingCopy.empty
            : waitingCopy.nothingYet}
        </p>
      ) : (
        <div className={styles.scroller}>
          {groupsOf(shown.slice(0, MOST)).map((group) => (
            <section key={group.urgency} aria-label={urgencyWord[group.urgency]}>
              <h3 className={styles.urgency} data-urgency={group.urgency}>
                {urgencyWord[group.urgency]}
              </h3>
              <ul className={side.rows}>
                {group.lines.map((line, index) => (
                  <li key={lineKey(line, index)}>
                    <Line line={line} tenant={tenants.get(line.tenant)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <Link to="/waiting" search={kind === 'all' ? {} : { kind }} className={styles.all}>
            {waitingCopy.openAll(shown.length)}
          </Link>
        </div>
      )}
    </Card>
  )
}

function Line({ line, tenant }: { line: WaitingLine; tenant: TenantLine | undefined }) {
  const now = useMinute()
  const second = [line.note ?? line.label, tenant?.name].filter(Boolean).join(', ')
  return (
    <Link
      {...(line.task
        ? { to: '/tasks', search: taskPlace(line.tenant, line.task) }
        : { to: '/explorer', search: { tenant: line.tenant, operation: line.operation } })}
      className={side.row}
      title={[line.title, second].join('\n')}
    >
      {tenant ? <Mark mark={tenant.mark} /> : <span />}
      <span className={side.text}>
        <span className="clip strong">{line.title}</span>
        <span className={side.second}>
          {line.asOf === null ? (
            second
          ) : (
            <span className={styles.old}>
              <Icon of={ClockAlert} size="small" /> {copy.asOfShort(line.asOf)}, {second}
            </span>
          )}
        </span>
      </span>
      <span className={styles.age}>{ageWords(line, now)}</span>
    </Link>
  )
}

/** What is not in the list, by tenant, and why. */
function Foot({ view, tenants }: { view: WaitingView; tenants: ReadonlyMap<string, TenantLine> }) {
  const [why, setWhy] = useState(false)
  const missing = missingByTenant(view.missing)
  const nameOf = (id: string) => tenants.get(id)?.name ?? id
  const names = missing.map(({ tenant }) => nameOf(tenant))
  if (missing.length === 0 && view.notLoaded.length === 0) return null
  const words = [
    ...(names.length > 0 ? [waitingCopy.notKnown(names)] : []),
    ...(view.notLoaded.length > 0 ? [waitingCopy.notAsked(view.notLoaded.map(nameOf))] : []),
  ].join('. ')
  return (
    <div className={styles.foot}>
      <p className="line">
        <Icon of={missing.length > 0 ? ShieldBan : CircleDashed} size="small" />
        <span className="clip" title={words}>
          {words}
        </span>
        {missing.length > 0 && (
          <button
            type="button"
            className={styles.why}
            aria-expanded={why}
            onClick={() => setWhy(!why)}
          >
            {why ? waitingCopy.whyLess : waitingCopy.why}
          </button>
        )}
      </p>
      {why && (
        <ul className={styles.reasons}>
          {missing.flatMap(({ tenant, lists }) =>
            lists.map((each) => (
              <li key={`${tenant} ${each.label}`}>
                <strong>{nameOf(tenant)}</strong>{' '}
                {waitingCopy.missingList(each.label, missingWords(each.why, nameOf(tenant)))}{' '}
                {each.why.kind === 'notAllowed' && (
                  <WhoHasButton tenant={tenant} operation={each.why.operation} />
                )}
              </li>
            )),
          )}
        </ul>
      )}
    </div>
  )
}
