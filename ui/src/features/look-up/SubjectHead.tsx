import { Link } from '@tanstack/react-router'
import { Monitor } from 'lucide-react'

import { CopyButton } from '#components/CopyButton'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { Sought, Subject, TenantLine } from '#ipc/bindings'

import { copy, knownLabel, sameWords } from './copy'
import { KnownState } from './KnownState'
import { initials, type Known } from './model'
import { withoutSubject } from './search'
import { TicketButton } from './TicketButton'

import styles from './SubjectHead.module.css'

/** More values than these stand in their tenants' cards. */
const VALUES = 3
/** More states than these would push the cards away; they stand in the cards as well. */
const STATES = 8

type Props = {
  subject: Subject
  what: Sought
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
  /** How many were found with it; the way back to them is offered. */
  found: number
}

/** Who it is, by what they are known, and how each tenant has them. */
export function SubjectHead({ subject, what, known, tenants, found }: Props) {
  const same = sameWords(subject, what)
  const telling = known.filter(({ part }) => part.state.kind !== 'notSupported')
  const shown = telling.slice(0, STATES)
  const rest = telling.length - shown.length
  return (
    <section className={styles.who} aria-label={subject.name}>
      <span className={styles.face} aria-hidden>
        {what === 'person' ? initials(subject.name) : <Icon of={Monitor} size="large" />}
      </span>
      <div className={styles.name}>
        <h2 className="clip" title={subject.name}>
          {subject.name}
        </h2>
        {found > 1 && (
          <Link to="/look-up" search={withoutSubject} className={styles.back}>
            {copy.others(found)}
          </Link>
        )}
      </div>
      {subject.knownAs.length > 0 && (
        <dl className={styles.ids}>
          {subject.knownAs.slice(0, VALUES).map(({ by, value }) => (
            <div key={`${by} ${value}`}>
              <dt>{knownLabel[by]}</dt>
              <dd>
                <span className="clip" title={value}>
                  {value}
                </span>
                <CopyButton label={`Copy ${knownLabel[by].toLowerCase()}`} text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <ul className={styles.seen} aria-label={copy.states}>
        {shown.map((each) => {
          const tenant = tenants.get(each.part.tenant)
          if (!tenant) return null
          return (
            <li key={tenant.id} title={tenant.name}>
              <Mark mark={tenant.mark} size="small" />
              <span className="hidden">{tenant.name}: </span>
              <KnownState known={each} />
            </li>
          )
        })}
        {rest > 0 && <li className="quiet num">{copy.more(rest)}</li>}
      </ul>
      <div className={styles.end}>
        <TicketButton subject={subject} what={what} known={known} tenants={tenants} />
        {same && <p className={styles.same}>{same}</p>}
      </div>
    </section>
  )
}
