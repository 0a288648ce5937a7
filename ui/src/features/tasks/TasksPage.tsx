import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListChecks, PlugZap } from 'lucide-react'
import { useMemo, useState } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { ErrorCard } from '#components/ErrorCard'
import { SearchField } from '#components/SearchField'
import { SelectField } from '#components/SelectField'
import { Bone, Skeleton } from '#components/Skeleton'
import type { TaskLine, TenantLine } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'
import { fitting, kindsOf } from './model'
import { useTaskList, useTenants } from './queries'
import { TaskList } from './TaskList'
import { TaskPanel } from './TaskPanel'
import { WherePart } from './WherePart'

import styles from './TasksPage.module.css'

/** What help-desk staff do most: a list, and one task as a form with what it will do. */
export function TasksPage() {
  const { tenant: chosen, vendor, task, inputs } = useSearch({ from: '/tasks' })
  const navigate = useNavigate({ from: '/tasks' })
  const [words, setWords] = useState('')
  const list = useTenants()
  const tenant = list.data?.find(({ id }) => id === chosen)
  const tasks = useTaskList(tenant?.id)
  const lines = tasks.data
  const kinds = useMemo(
    () => kindsOf(fitting(lines ?? [], words), list.data ?? []),
    [lines, words, list.data],
  )
  const fault = list.error ?? tasks.error
  const cause = fault && failureWords(fault.error)
  const line = lines?.find(
    (each) => each.id === task && each.vendor === (tenant?.vendor ?? vendor ?? each.vendor),
  )
  if (list.data?.length === 0) return <NoTenants />
  return (
    <main className={styles.page} aria-label={copy.title}>
      <section className={styles.pane} aria-label={copy.list}>
        <header className={styles.head}>
          <h1 className={styles.title}>{copy.title}</h1>
          <SelectField
            label={copy.tenant}
            labelHidden
            options={[
              { id: '', label: copy.allTenants },
              ...(list.data ?? []).map(({ id, name, product }) => ({
                id,
                label: name,
                detail: product,
              })),
            ]}
            value={tenant?.id ?? ''}
            onChange={(id) => void navigate({ search: id === '' ? {} : { tenant: id } })}
          />
          <SearchField
            label={copy.find}
            placeholder={copy.find}
            value={words}
            onChange={setWords}
          />
        </header>
        {cause ? (
          <ErrorCard
            words={cause}
            actions={<Button onPress={() => void tasks.refetch()}>{copy.retry}</Button>}
          />
        ) : !lines || !list.data ? (
          <div className={styles.waiting}>
            <Skeleton awaited={copy.list}>
              <Bone height={22} />
              <Bone height={22} />
              <Bone height={22} />
            </Skeleton>
          </div>
        ) : (
          <TaskList
            kinds={kinds}
            tenant={tenant}
            chosen={line && { vendor: line.vendor, task: line.id }}
            searched={words.trim() !== ''}
          />
        )}
      </section>
      <Chosen line={line} tenant={tenant} tenants={list.data ?? []} inputs={inputs} />
    </main>
  )
}

/** The task the address names, or what this place is for. */
function Chosen({
  line,
  tenant,
  tenants,
  inputs,
}: {
  line: TaskLine | undefined
  tenant: TenantLine | undefined
  tenants: readonly TenantLine[]
  inputs: Readonly<Record<string, string>> | undefined
}) {
  if (!line)
    return (
      <div className={styles.alone}>
        <Empty icon={ListChecks} title={copy.emptyTitle}>
          {copy.emptyText}
        </Empty>
      </div>
    )
  const own = tenants.filter(({ vendor }) => vendor === line.vendor)
  const where = tenant ?? (own.length === 1 ? own[0] : undefined)
  if (!where) return <WherePart line={line} tenants={own} inputs={inputs} />
  return (
    <TaskPanel
      key={JSON.stringify([where.id, line.id, inputs ?? {}])}
      tenant={where}
      task={line.id}
      offered={inputs}
    />
  )
}

function NoTenants() {
  const navigate = useNavigate()
  return (
    <main className={styles.nobody} aria-label={copy.title}>
      <h1 className="hidden">{copy.title}</h1>
      <Empty
        icon={PlugZap}
        title={copy.noTenantsTitle}
        actions={
          <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
            {copy.addTenant}
          </Button>
        }
      >
        {copy.noTenantsText}
      </Empty>
    </main>
  )
}
