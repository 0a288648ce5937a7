import { Hand } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'

import { Badge } from '#components/Badge'
import { EffectBadge } from '#components/EffectBadge'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { FailureNote } from '#components/FailureNote'
import { Mark } from '#components/Mark'
import { Bone, Skeleton } from '#components/Skeleton'
import type { TaskView, TenantLine } from '#ipc/bindings'
import { useEscape } from '#lib/escape'
import { useShield } from '#lib/shield'

import { ConsoleCard } from './ConsoleCard'
import { copy } from './copy'
import { deskAt, deskKey, doingShown, useDesk } from './desk'
import { inputsOf } from './model'
import { OperationsUsed } from './OperationsUsed'
import { useTask } from './queries'
import { StagePart } from './StagePart'
import { TaskForm } from './TaskForm'
import { halt, look } from './use-doing'

import styles from './TaskPanel.module.css'

type Props = {
  tenant: TenantLine
  task: string
  /** What its fields begin with. */
  offered: Readonly<Record<string, string>> | undefined
}

/** One task: what it is for, its form, and what becomes of it. */
export function TaskPanel({ tenant, task, offered }: Props) {
  const view = useTask(tenant.id, task)
  if (view.error)
    return (
      <section className={styles.page}>
        <div className={styles.column}>
          <FailureNote
            error={view.error.error}
            tenant={tenant.name}
            onRetry={() => void view.refetch()}
          />
        </div>
      </section>
    )
  if (!view.data)
    return (
      <section className={styles.page}>
        <div className={styles.column}>
          <Skeleton awaited={copy.awaited}>
            <Bone width="50%" height={20} />
            <Bone height={60} />
          </Skeleton>
        </div>
      </section>
    )
  return <Known tenant={tenant} view={view.data} offered={offered} />
}

function Known({ tenant, view, offered }: Omit<Props, 'task'> & { view: TaskView }) {
  const { line } = view
  return (
    <section className={styles.page} aria-label={line.title}>
      <div className={styles.column}>
        <header className={styles.head}>
          <p className={styles.place}>
            <Mark mark={tenant.mark} size="small" />
            <span className="clip">{tenant.name}</span>
            <EnvironmentPill environment={tenant.environment} />
            {line.console ? (
              <Badge icon={Hand}>{copy.inConsole}</Badge>
            ) : (
              <EffectBadge effect={line.effect} />
            )}
          </p>
          <h2 className={styles.title}>{line.title}</h2>
          <p className={styles.about}>{line.about}</p>
        </header>
        {view.console ? (
          <ConsoleCard console={view.console} />
        ) : (
          <Done tenant={tenant} view={view} offered={offered} />
        )}
      </div>
    </section>
  )
}

/** What the program can do itself: a form, and what comes of it. */
function Done({ tenant, view, offered }: Omit<Props, 'task'> & { view: TaskView }) {
  const key = deskKey(tenant.id, view.line.id, offered)
  const { entries, doing } = useDesk(key)
  const shielded = useShield()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is shown follows the shield, too
  const shown = useMemo(() => doingShown(doing), [doing, shielded])
  const area = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const busy = doing.state === 'busy'
  // Looking is stopped by a key; what changes something only by its button.
  useEscape(doing.state === 'busy' && doing.phase === 'look', () => void halt(key))
  const wasBusy = useRef(busy)
  useEffect(() => {
    // The focus belongs to the page: it goes to what came of it, unless somebody moved on meanwhile.
    const from = document.activeElement
    const mine = from === document.body || area.current?.contains(from) === true
    if (wasBusy.current && !busy && mine) {
      const title = stage.current?.querySelector<HTMLElement>('h2[tabindex]')
      ;(title ?? stage.current)?.focus()
    }
    wasBusy.current = busy
  }, [busy])
  const begin = () => {
    const inputs = inputsOf(view.asks, deskAt(key).entries, offered)
    void look(key, tenant.id, view.line.id, inputs)
  }
  return (
    <div ref={area} className={styles.area}>
      <TaskForm
        deskKey={key}
        tenant={tenant.id}
        view={view}
        entries={entries}
        offered={offered}
        doing={shown}
        onLook={begin}
        onStop={() => void halt(key)}
      />
      <div ref={stage} tabIndex={-1} className={styles.stage}>
        <StagePart deskKey={key} tenant={tenant} view={view} doing={shown} onLook={begin} />
      </div>
      <OperationsUsed operations={view.operations} />
    </div>
  )
}
