import { Link, useNavigate } from '@tanstack/react-router'
import {
  History,
  KeyRound,
  KeySquare,
  Layers,
  LayoutDashboard,
  ListChecks,
  ListTree,
  type LucideIcon,
  PanelLeft,
  PlugZap,
  Plus,
  Send,
  Settings,
  UserSearch,
} from 'lucide-react'
import { useState } from 'react'

import { Count } from '#components/Count'
import { HealthState } from '#components/HealthState'
import { Icon } from '#components/Icon'
import { IconButton } from '#components/IconButton'
import { Mark } from '#components/Mark'
import { SearchField } from '#components/SearchField'
import type { TenantLine } from '#ipc/bindings'
import { healthLook } from '#lib/looks'
import { shownHealth } from '#lib/session'

import { copy } from './copy'
import { needsAttention } from './model'
import { useTenants } from './queries'

import styles from './Rail.module.css'

/** Where one can go, and how every tenant does. */
export function Rail({
  narrow,
  onToggle,
}: {
  narrow: boolean
  onToggle: (() => void) | undefined
}) {
  const tenants = useTenants().data ?? []
  const navigate = useNavigate()
  const attention = tenants.filter(needsAttention).length
  return (
    <nav className={styles.rail} aria-label={copy.main} data-narrow={narrow || undefined}>
      <div className={styles.brand}>
        <span className={styles.glyph}>
          <Icon of={KeySquare} size="small" />
        </span>
        <span className={styles.label}>{copy.product}</span>
        {!narrow && onToggle && (
          <span className={styles.fold}>
            <IconButton label={copy.narrowRail} icon={PanelLeft} onPress={onToggle} />
          </span>
        )}
      </div>
      <RailLink to="/" icon={LayoutDashboard} word={copy.dashboard} attention={attention} />
      <RailLink to="/look-up" icon={UserSearch} word={copy.lookUp} />
      <RailLink to="/tasks" icon={ListChecks} word={copy.tasks} />
      <RailLink to="/tenants" icon={PlugZap} word={copy.tenants} />
      <RailLink to="/explorer" icon={ListTree} word={copy.explorer} />
      <RailLink to="/requests" icon={Send} word={copy.requests} />
      <RailLink to="/bulk" icon={Layers} word={copy.bulk} />
      <RailLink to="/access" icon={KeyRound} word={copy.access} />
      <RailLink to="/activity" icon={History} word={copy.activity} />
      <div className={styles.head}>
        <span id="rail-tenants" className={styles.label}>
          {copy.tenants}
        </span>
        <IconButton
          label={copy.addTenant}
          icon={Plus}
          size="small"
          onPress={() => void navigate({ to: '/tenants/add' })}
        />
      </div>
      <RailTenants tenants={tenants} narrow={narrow} />
      <div className={styles.foot}>
        {narrow && onToggle && (
          <span className={styles.unfold}>
            <IconButton label={copy.widenRail} icon={PanelLeft} onPress={onToggle} />
          </span>
        )}
        <RailLink to="/settings" icon={Settings} word={copy.settings} />
      </div>
    </nav>
  )
}

/** More than these are found by their names. */
const WITHOUT_SEARCH = 12

function RailTenants({ tenants, narrow }: { tenants: readonly TenantLine[]; narrow: boolean }) {
  const [words, setWords] = useState('')
  const many = tenants.length > WITHOUT_SEARCH && !narrow
  const shown = many
    ? tenants.filter((tenant) => tenant.name.toLowerCase().includes(words.trim().toLowerCase()))
    : tenants
  return (
    <>
      {many && (
        <SearchField
          label={copy.findTenant}
          placeholder={copy.findTenant}
          value={words}
          onChange={setWords}
          small
        />
      )}
      <ul aria-labelledby="rail-tenants">
        {shown.map((tenant) => (
          <li key={tenant.id}>
            <RailTenant tenant={tenant} />
          </li>
        ))}
      </ul>
    </>
  )
}

type To =
  | '/'
  | '/look-up'
  | '/tasks'
  | '/tenants'
  | '/explorer'
  | '/requests'
  | '/bulk'
  | '/access'
  | '/activity'
  | '/settings'

function RailLink({
  to,
  icon,
  word,
  attention = 0,
}: {
  to: To
  icon: LucideIcon
  word: string
  attention?: number
}) {
  return (
    <Link
      to={to}
      className={styles.link}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      title={word}
    >
      <Icon of={icon} />
      <span className={styles.label}>{word}</span>
      {attention > 0 && (
        <span className={styles.count}>
          <Count value={attention} heard={copy.needAttention} />
        </span>
      )}
    </Link>
  )
}

function RailTenant({ tenant }: { tenant: TenantLine }) {
  return (
    <Link
      to="/tenants/$tenant"
      params={{ tenant: tenant.id }}
      className={styles.tenant}
      title={`${tenant.name}, ${healthLook[shownHealth(tenant)].word.toLowerCase()}`}
    >
      <Mark mark={tenant.mark} size="small" />
      <span className={styles.name}>{tenant.name}</span>
      <span className={styles.state}>
        <HealthState health={shownHealth(tenant)} wordHidden />
      </span>
    </Link>
  )
}
