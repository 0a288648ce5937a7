import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId } from 'react'

import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { Sought, Subject, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { subjectKeys } from './model'

import styles from './SubjectList.module.css'

type Props = {
  subjects: readonly Subject[]
  what: Sought
  tenants: ReadonlyMap<string, TenantLine>
  listRef: Ref<HTMLUListElement>
  /** Up from the first leads back to the box. */
  onBeforeFirst: () => void
}

/** Everybody the words fit, to choose one from. Arrows move, Enter chooses. */
export function SubjectList({ subjects, what, tenants, listRef, onBeforeFirst }: Props) {
  const title = useId()
  const keys = subjectKeys(subjects)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const all = event.currentTarget.closest('ul')
    const links = [...(all?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = links.indexOf(event.currentTarget)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    if (to < 0) onBeforeFirst()
    else links[Math.min(to, links.length - 1)]?.focus()
  }
  return (
    <section className={styles.card} aria-labelledby={title}>
      <header className={styles.head}>
        <h2 id={title}>{copy.which[what]}</h2>
        <span className="quiet small">{copy.subjects[what](subjects.length)}</span>
      </header>
      <ul ref={listRef} className={styles.rows}>
        {subjects.map((subject, index) => (
          <li key={subject.hits.map(({ hit }) => hit).join(' ')}>
            <Link
              to="/look-up"
              search={(search) => ({ ...search, subject: keys[index] ?? subject.name })}
              className={styles.row}
              onKeyDown={onKeyDown}
            >
              <span className={styles.text}>
                <span className="clip strong">{subject.name}</span>
                <span className={styles.second}>
                  {subject.knownAs
                    .slice(0, 3)
                    .map(({ value }) => value)
                    .join(', ')}
                </span>
              </span>
              <Where subject={subject} tenants={tenants} />
              <Icon of={ChevronRight} size="small" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The tenants that know somebody, once each. */
function Where({
  subject,
  tenants,
}: {
  subject: Subject
  tenants: ReadonlyMap<string, TenantLine>
}) {
  const known = [...new Set(subject.hits.map(({ tenant }) => tenant))].flatMap(
    (id) => tenants.get(id) ?? [],
  )
  return (
    <span className={styles.where} title={known.map(({ name }) => name).join(', ')}>
      {known.map((tenant) => (
        <Mark key={tenant.id} mark={tenant.mark} size="small" />
      ))}
      <span className="hidden">{known.map(({ name }) => name).join(', ')}</span>
      <span className="quiet small num" aria-hidden>
        {copy.inTenants(known.length)}
      </span>
    </span>
  )
}
