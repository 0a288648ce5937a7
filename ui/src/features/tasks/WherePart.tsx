import { Link } from '@tanstack/react-router'

import { EnvironmentPill } from '#components/EnvironmentPill'
import { Mark } from '#components/Mark'
import type { TaskLine, TenantLine } from '#ipc/bindings'

import { copy } from './copy'

import styles from './TaskPanel.module.css'

/** Several tenants are of the task's kind: nobody chooses one for the person. */
export function WherePart({
  line,
  tenants,
  inputs,
}: {
  line: TaskLine
  tenants: readonly TenantLine[]
  inputs: Readonly<Record<string, string>> | undefined
}) {
  return (
    <section className={styles.page} aria-label={line.title}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h2 className={styles.title}>{line.title}</h2>
          <p className={styles.about}>{line.about}</p>
        </header>
        <section className={styles.where} aria-label={copy.where}>
          <h3 className="strong">{copy.where}</h3>
          <p className="second">{copy.whereText}</p>
          <ul className={styles.tenants}>
            {tenants.map(({ id, name, mark, environment }) => (
              <li key={id}>
                <Link
                  to="/tasks"
                  search={{ tenant: id, task: line.id, ...(inputs && { inputs }) }}
                  className={styles.tenant}
                >
                  <Mark mark={mark} />
                  <span className="clip strong">{name}</span>
                  <EnvironmentPill environment={environment} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </section>
  )
}
