import { useNavigate } from '@tanstack/react-router'
import { ArrowRight, FileSpreadsheet } from 'lucide-react'

import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { ErrorCard } from '#components/ErrorCard'
import { FailureNote } from '#components/FailureNote'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import { Bone, Skeleton } from '#components/Skeleton'
import { Working } from '#components/Working'
import type { BulkSheet, TenantLine } from '#ipc/bindings'
import { veil } from '#ipc/veil'
import { failureWords } from '#lib/failure-words'
import { dropRows, type Taken, useTaken } from '#lib/taken'

import { copy as words, noteWords, separatorWord } from './copy'
import { type Desk, setDesk } from './desk'
import { useChoose, type useRuns, useTake, useTasksForMany, useTenants } from './queries'
import { RunsCard } from './RunsCard'
import type { StepId } from './search'
import { StepPage } from './StepPage'

import styles from './FileStep.module.css'

const copy = words.file

type Props = {
  tenant: string | undefined
  task: string | undefined
  desk: Desk | null
  runs: ReturnType<typeof useRuns>
  onGo: (to: StepId) => void
}

/** Which task, where, and for which rows; above it what was broken off earlier. */
export function FileStep({ tenant: wantedTenant, task: wantedTask, desk, runs, onGo }: Props) {
  const taken = useTaken()
  const list = useTenants()
  const tenant = list.data?.find(({ id }) => id === (wantedTenant ?? taken?.tenant))
  const tasks = useTasksForMany(tenant?.id)
  const task = tasks?.find(({ id }) => id === (wantedTask ?? taken?.task))
  const choosing = useChoose()
  const taking = useTake()
  const own = desk && desk.tenant === tenant?.id && desk.task === task?.id ? desk : null
  const missing = !tenant ? copy.chooseTenant : !task ? copy.chooseTask : undefined
  const reading = choosing.isPending || taking.isPending
  const laid = (sheet: BulkSheet | null) => {
    if (!sheet || !tenant || !task) return
    setDesk({
      tenant: tenant.id,
      task: task.id,
      sheet,
      mapping: sheet.mapping,
      checking: { state: 'idle' },
      pilot: '3',
      failures: '3',
    })
    onGo('map')
  }
  const failure = choosing.error ?? taking.error
  const fault = list.error && failureWords(list.error.error)
  return (
    <StepPage
      step="file"
      title={copy.title}
      lead={copy.lead}
      foot={
        own && (
          <>
            <span className="push" />
            <Button kind="primary" onPress={() => onGo('map')}>
              {copy.next} <Icon of={ArrowRight} size="small" />
            </Button>
          </>
        )
      }
    >
      <RunsCard runs={runs} tenants={list.data ?? []} part="broken" />
      {fault ? (
        <ErrorCard
          words={fault}
          actions={<Button onPress={() => void list.refetch()}>{words.retry}</Button>}
        />
      ) : !list.data ? (
        <Skeleton awaited={copy.tenant}>
          <Bone height={28} />
        </Skeleton>
      ) : (
        <WhatFields tenants={list.data} tenant={tenant} tasks={tasks} task={task?.id} />
      )}
      {taken && (
        <TakenNotice
          taken={taken}
          missing={missing ?? (reading ? copy.reading : undefined)}
          onUse={() => {
            if (!tenant || !task) return
            const { name, head, rows } = taken
            taking.mutate(
              { tenant: tenant.id, task: task.id, table: { name, head, rows } },
              {
                onSuccess: (sheet) => {
                  dropRows()
                  laid(sheet)
                },
              },
            )
          }}
        />
      )}
      <div className={styles.choose}>
        <Button
          icon={FileSpreadsheet}
          {...(own || taken ? {} : { kind: 'primary' as const })}
          unavailable={missing ?? (reading ? copy.reading : undefined)}
          onPress={() => {
            if (tenant && task)
              choosing.mutate({ tenant: tenant.id, task: task.id }, { onSuccess: laid })
          }}
        >
          {own ? copy.other : copy.choose}
        </Button>
        {reading ? (
          <Working word={copy.reading} />
        ) : (
          missing !== undefined && <span className="quiet small">{missing}</span>
        )}
      </div>
      {failure && !reading && <FailureNote error={failure.error} tenant={tenant?.name} />}
      {own && <SheetCard sheet={veil('bulkChoose', own.sheet)} />}
      <RunsCard runs={runs} tenants={list.data ?? []} part="earlier" />
    </StepPage>
  )
}

function WhatFields({
  tenants,
  tenant,
  tasks,
  task,
}: {
  tenants: readonly TenantLine[]
  tenant: TenantLine | undefined
  tasks: ReturnType<typeof useTasksForMany>
  task: string | undefined
}) {
  const navigate = useNavigate({ from: '/bulk' })
  return (
    <div className={styles.fields}>
      <SelectField
        label={copy.tenant}
        options={tenants.map(({ id, name, product }) => ({ id, label: name, detail: product }))}
        value={tenant?.id ?? null}
        onChange={(id) => void navigate({ search: { tenant: id }, replace: true })}
      />
      <SelectField
        label={copy.task}
        options={(tasks ?? []).map(({ id, title, about }) => ({ id, label: title, detail: about }))}
        value={task ?? null}
        onChange={(id) => {
          if (tenant) void navigate({ search: { tenant: tenant.id, task: id }, replace: true })
        }}
        hint={copy.taskHint}
        unavailable={!tenant ? copy.chooseTenant : tasks?.length === 0 ? copy.noTask : undefined}
      />
    </div>
  )
}

function TakenNotice({
  taken,
  missing,
  onUse,
}: {
  taken: Taken
  missing: string | undefined
  onUse: () => void
}) {
  return (
    <Notice tone="accent">
      <p className="strong">{copy.taken(taken.rows.length, taken.name)}</p>
      <p>{copy.takenWhy}</p>
      <p className={styles.choose}>
        <Button kind="primary" size="small" unavailable={missing} onPress={onUse}>
          {copy.take(taken.rows.length)}
        </Button>
        <Button kind="plain" size="small" onPress={dropRows}>
          {copy.drop}
        </Button>
      </p>
    </Notice>
  )
}

/** How a sheet was read, and what a person should know of it. */
function SheetCard({ sheet }: { sheet: BulkSheet }) {
  return (
    <Card title={copy.sheet}>
      <div className={styles.sheet}>
        <p>
          <span className="strong">{sheet.name}</span>{' '}
          <span className="quiet">
            {copy.rows(sheet.rows, sheet.columns.length)},{' '}
            {copy.how(sheet.encoding, separatorWord(sheet.separator))}
          </span>
        </p>
        {sheet.notes.map((note, index) => (
          // Notes never change their order.
          <Notice key={`${index} ${note.kind}`} tone="warn">
            {noteWords(note)}
          </Notice>
        ))}
      </div>
    </Card>
  )
}
