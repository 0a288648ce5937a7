import { Link } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'

import { EffectBadge } from '#components/EffectBadge'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { TaskLine, TenantLine } from '#ipc/bindings'

import { copy, groupWord } from './copy'
import { grouped, type kindsOf } from './model'

import styles from './TaskList.module.css'

type Props = {
  kinds: ReturnType<typeof kindsOf>
  /** The only tenant they are of. */
  tenant: TenantLine | undefined
  chosen: { vendor: string; task: string } | undefined
  searched: boolean
}

/** How far each key leads; to the ends by more than there are. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: -10_000,
  End: 10_000,
}

/** The tasks of each kind of system, in groups; arrows lead through all of them. */
export function TaskList({ kinds, tenant, chosen, searched }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = KEYS[event.key]
    if (by === undefined) return
    const links = [...(box.current?.querySelectorAll('a') ?? [])]
    const to = links.findIndex((link) => link === document.activeElement) + by
    links[Math.max(0, Math.min(to, links.length - 1))]?.focus()
    event.preventDefault()
  }
  // Under the name of their product, where there are several.
  const Heading = tenant ? 'h2' : 'h3'
  if (kinds.length === 0)
    return (
      <p className={styles.nothing} role="status">
        {searched ? copy.nothingFits : copy.noTasksText}
      </p>
    )
  return (
    <div ref={box} className={styles.list}>
      {kinds.map((kind) => (
        <section key={kind.vendor} aria-label={kind.product}>
          {!tenant && (
            <h2 className={styles.kind}>
              {kind.tenants[0] && <Mark mark={kind.tenants[0].mark} size="small" />}
              <span className="clip">{kind.product}</span>
            </h2>
          )}
          {grouped(kind.lines).map(({ group, lines }) => (
            <div key={group}>
              <Heading className={styles.group}>{groupWord[group]}</Heading>
              <ul>
                {lines.map((line) => (
                  <li key={line.id}>
                    <Line
                      line={line}
                      tenant={tenant}
                      current={chosen?.task === line.id && chosen.vendor === line.vendor}
                      onKeyDown={onKeyDown}
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}

function Line({
  line,
  tenant,
  current,
  onKeyDown,
}: {
  line: TaskLine
  tenant: TenantLine | undefined
  current: boolean
  onKeyDown: (event: KeyboardEvent) => void
}) {
  return (
    <Link
      to="/tasks"
      search={
        tenant ? { tenant: tenant.id, task: line.id } : { vendor: line.vendor, task: line.id }
      }
      className={styles.line}
      onKeyDown={onKeyDown}
      aria-current={current ? 'true' : undefined}
      title={line.about}
    >
      <span className={styles.words}>{line.title}</span>
      {line.console ? (
        <span className={styles.hand} title={copy.inConsole}>
          <Icon of={Hand} size="small" />
          <span className="hidden">{copy.inConsole}</span>
        </span>
      ) : (
        <EffectBadge effect={line.effect} />
      )}
    </Link>
  )
}
