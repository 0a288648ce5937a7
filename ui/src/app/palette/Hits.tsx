import {
  CirclePlus,
  EyeOff,
  Hand,
  History,
  KeyRound,
  KeySquare,
  Layers,
  LayoutDashboard,
  ListChecks,
  ListTree,
  Lock,
  LockOpen,
  LogIn,
  LogOut,
  type LucideIcon,
  PlugZap,
  RefreshCw,
  SearchX,
  Send,
  Settings,
  Ticket,
  UserSearch,
} from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { MethodBadge } from '#components/MethodBadge'
import type { HitMark } from '#ipc/bindings'

import { copy } from './copy'
import type { Deed, Hit } from './model'

import styles from './Palette.module.css'

type Props = {
  id: string
  hits: readonly Hit[]
  at: number
  onPoint: (at: number) => void
  onRun: (hit: Hit) => void
}

/** The lines that fit, group by group. The field keeps the focus; the current line is only marked. */
export function Hits({ id, hits, at, onPoint, onRun }: Props) {
  const current = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Where the list is scrolled to belongs to the page, not to React.
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (hits.length === 0) {
    return (
      <div className={styles.nothing} id={id} role="listbox" aria-label={copy.name}>
        <Icon of={SearchX} />
        <p>{copy.nothing}</p>
        <p className="quiet small">{copy.nothingHint}</p>
      </div>
    )
  }
  const groups = [...new Set(hits.map((hit) => hit.group))]
  return (
    <div className={styles.hits} id={id} role="listbox" aria-label={copy.name}>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group}>
          <div className={styles.group} aria-hidden>
            {group}
          </div>
          {hits.map((hit, index) =>
            hit.group === group ? (
              <div
                key={hit.id}
                ref={index === at ? current : null}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                className={styles.hit}
                onPointerMove={() => {
                  if (index !== at) onPoint(index)
                }}
                onClick={() => onRun(hit)}
              >
                <Line hit={hit} />
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  )
}

function Line({ hit }: { hit: Hit }) {
  return (
    <>
      {hit.call ? (
        <MethodBadge method={hit.call.method} effect={hit.call.effect} />
      ) : hit.deed.kind === 'tenant' && hit.tenant ? (
        <span className={styles.tenantMark}>
          <Mark mark={hit.tenant.mark} />
        </span>
      ) : (
        <span className={styles.icon}>
          <Icon of={iconOf(hit.deed)} />
        </span>
      )}
      <span className={styles.text}>
        <span className="clip">{marked(hit.title, hit.marks)}</span>
        <span className={styles.sub}>
          {hit.call && <code>{hit.call.path}</code>} {hit.sub}
        </span>
      </span>
      {hit.tenant && hit.deed.kind !== 'tenant' && (
        <span className={styles.where}>
          <Mark mark={hit.tenant.mark} size="small" />
          <span className="clip">{hit.tenant.name}</span>
        </span>
      )}
    </>
  )
}

const screenIcon: Readonly<Record<Extract<Deed, { kind: 'go' }>['to'], LucideIcon>> = {
  '/': LayoutDashboard,
  '/look-up': UserSearch,
  '/tasks': ListChecks,
  '/bulk': Layers,
  '/tenants': PlugZap,
  '/tenants/add': CirclePlus,
  '/explorer': ListTree,
  '/requests': Send,
  '/access': KeyRound,
  '/activity': History,
  '/settings': Settings,
}

function iconOf(deed: Deed): LucideIcon {
  switch (deed.kind) {
    case 'go':
      return screenIcon[deed.to]
    case 'task':
      return deed.console ? Hand : ListChecks
    case 'lookUp':
      return UserSearch
    case 'signIn':
      return LogIn
    case 'signOut':
      return LogOut
    case 'refreshAll':
      return RefreshCw
    case 'lock':
      return KeySquare
    case 'openTenant':
      return LockOpen
    case 'lockTenant':
      return Lock
    case 'ticket':
      return Ticket
    case 'shield':
      return EyeOff
    case 'access':
      return KeyRound
    case 'tenant':
    case 'operation':
      return ListTree
    default: {
      const never: never = deed
      return never
    }
  }
}

/** A text with its hits marked. Marks that overlap are taken as one. */
function marked(text: string, marks: readonly HitMark[]): ReactNode[] {
  const parts: ReactNode[] = []
  let done = 0
  for (const { from, to } of marks) {
    if (to <= done) continue
    const start = Math.max(from, done)
    parts.push(text.slice(done, start), <mark key={start}>{text.slice(start, to)}</mark>)
    done = to
  }
  return [...parts, text.slice(done)]
}
