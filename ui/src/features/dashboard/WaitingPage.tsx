import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft, ClockAlert, Hourglass, Layers } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { CsvButton } from '#components/CsvButton'
import type { DataColumn } from '#components/data-table'
import { DataTable } from '#components/DataTable'
import { Empty } from '#components/Empty'
import { ErrorCard } from '#components/ErrorCard'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import { Bone, Skeleton } from '#components/Skeleton'
import { WhoHasButton } from '#components/WhoHasButton'
import type { TenantLine, Urgency, WaitingLine, WaitKind } from '#ipc/bindings'
import { asCsv } from '#lib/delimited'
import { failureWords } from '#lib/failure-words'
import { clockOrDay, count, span } from '#lib/format'
import { useMinute } from '#lib/now'
import { takeRows } from '#lib/taken'
import { taskPlace } from '#lib/task-offer'

import { copy } from './copy'
import { dueWords, kindWord, missingWords, urgencyWord, waitingCopy } from './copy-waiting'
import { useTenants, useWaiting } from './queries'
import { kindsOf, missingByTenant, takenOf } from './waiting'

import styles from './WaitingPage.module.css'

/** Everything that waits for a person, as a table. */
export function WaitingPage() {
  const { kind } = useSearch({ from: '/waiting' })
  const navigate = useNavigate({ from: '/waiting' })
  const list = useTenants()
  const waiting = useWaiting()
  const tenants = useMemo(
    () => new Map((list.data ?? []).map((tenant) => [tenant.id, tenant])),
    [list.data],
  )
  const all = waiting.data?.lines
  const rows = useMemo(
    () => (kind === undefined ? all : all?.filter(({ what }) => what === kind)) ?? [],
    [all, kind],
  )
  const columns = useColumns(tenants)
  const fault = waiting.error ?? list.error
  const words = fault && failureWords(fault.error)
  const open = (line: WaitingLine) =>
    line.task
      ? void navigate({ to: '/tasks', search: taskPlace(line.tenant, line.task) })
      : void navigate({
          to: '/explorer',
          search: { tenant: line.tenant, operation: line.operation },
        })
  const doForMany = (lines: readonly WaitingLine[]) => {
    const taken = takenOf(lines, waitingCopy.title)
    const { tenant, task } = taken
    takeRows(taken)
    void navigate({
      to: '/bulk',
      search: tenant === null ? {} : { tenant, ...(task !== null && { task }) },
    })
  }
  return (
    <main className={styles.page} aria-label={waitingCopy.title}>
      <header className={styles.head}>
        <Link to="/" className={styles.back}>
          <Icon of={ArrowLeft} size="small" /> {waitingCopy.back}
        </Link>
        <h1 className={styles.title}>{waitingCopy.title}</h1>
        <KindField lines={all ?? []} kind={kind} />
      </header>
      {words ? (
        <ErrorCard
          words={words}
          actions={<Button onPress={() => void waiting.refetch()}>{copy.retry}</Button>}
        />
      ) : !waiting.data ? (
        <Skeleton awaited={waitingCopy.title}>
          <Bone height={30} />
          <Bone height={30} />
          <Bone height={30} />
        </Skeleton>
      ) : (
        <>
          <Missing view={waiting.data} tenants={tenants} />
          {rows.length === 0 ? (
            <Empty icon={Hourglass} title={waitingCopy.title}>
              {kind === undefined ? waitingCopy.empty : waitingCopy.nothingOfKind}
            </Empty>
          ) : (
            <div className={styles.card}>
              <DataTable
                label={waitingCopy.table}
                filterLabel={waitingCopy.filter}
                columns={columns}
                rows={rows}
                onOpen={open}
                tools={(cells, chosen) => (
                  <>
                    <Button size="small" icon={Layers} onPress={() => doForMany(chosen)}>
                      {waitingCopy.forMany(chosen.length)}
                    </Button>
                    <CsvButton text={() => asCsv(cells())} />
                  </>
                )}
              />
            </div>
          )}
        </>
      )}
    </main>
  )
}

function KindField({ lines, kind }: { lines: readonly WaitingLine[]; kind: WaitKind | undefined }) {
  const navigate = useNavigate({ from: '/waiting' })
  const kinds = kindsOf(lines)
  const offered =
    kind === undefined || kinds.some((each) => each.kind === kind)
      ? kinds
      : [...kinds, { kind, times: 0 }]
  return (
    <span className={styles.kind}>
      <SelectField
        label={waitingCopy.whichKind}
        labelHidden
        options={[
          { id: 'all' as const, label: waitingCopy.allKinds, detail: count(lines.length) },
          ...offered.map((each) => ({
            id: each.kind,
            label: kindWord[each.kind],
            detail: count(each.times),
          })),
        ]}
        value={kind ?? 'all'}
        onChange={(chosen) =>
          void navigate({ search: chosen === 'all' ? {} : { kind: chosen }, replace: true })
        }
      />
    </span>
  )
}

/** What is not in the table, and why. */
function Missing({
  view,
  tenants,
}: {
  view: NonNullable<ReturnType<typeof useWaiting>['data']>
  tenants: ReadonlyMap<string, TenantLine>
}) {
  const nameOf = (id: string) => tenants.get(id)?.name ?? id
  const asked = view.notLoaded.map(nameOf)
  if (view.missing.length === 0 && asked.length === 0) return null
  return (
    <Notice tone="warn">
      {missingByTenant(view.missing).flatMap(({ tenant, lists }) =>
        lists.map((each) => (
          <p key={`${tenant} ${each.label}`}>
            {nameOf(tenant)},{' '}
            {waitingCopy.missingList(each.label, missingWords(each.why, nameOf(tenant)))}{' '}
            {each.why.kind === 'notAllowed' && (
              <WhoHasButton tenant={tenant} operation={each.why.operation} />
            )}
          </p>
        )),
      )}
      {asked.length > 0 && <p>{waitingCopy.notAsked(asked)}</p>}
    </Notice>
  )
}

const URGENCY: Readonly<Record<Urgency, number>> = { now: 0, soon: 1, later: 2 }

const moment = (at: string | null): number | undefined => {
  const parsed = at === null ? Number.NaN : Date.parse(at)
  return Number.isNaN(parsed) ? undefined : parsed
}

function useColumns(tenants: ReadonlyMap<string, TenantLine>): DataColumn<WaitingLine>[] {
  const now = useMinute()
  return useMemo(() => {
    const { columns } = waitingCopy
    const nameOf = (line: WaitingLine) => tenants.get(line.tenant)?.name ?? line.tenant
    return [
      { id: 'title', title: columns.title, width: '3fr', text: ({ title }) => title },
      {
        id: 'urgency',
        title: columns.urgency,
        width: '70px',
        text: ({ urgency }) => urgencyWord[urgency],
        order: ({ urgency }) => URGENCY[urgency],
        cell: ({ urgency }) => (
          <span className={styles.urgency} data-urgency={urgency}>
            {urgencyWord[urgency]}
          </span>
        ),
      },
      {
        id: 'kind',
        title: columns.kind,
        width: 'minmax(96px, 1.4fr)',
        text: ({ what }) => kindWord[what],
      },
      { id: 'note', title: columns.note, width: '3fr', text: ({ note }) => note ?? '' },
      {
        id: 'tenant',
        title: columns.tenant,
        width: 'minmax(120px, 1.3fr)',
        text: nameOf,
        cell: (line) => {
          const tenant = tenants.get(line.tenant)
          return (
            <>
              {tenant && <Mark mark={tenant.mark} size="small" />}
              <span className="clip">{nameOf(line)}</span>
            </>
          )
        },
      },
      {
        id: 'task',
        title: columns.task,
        width: '82px',
        text: ({ task }) => (task ? waitingCopy.review : ''),
        cell: ({ tenant, task }) =>
          task && (
            <Link to="/tasks" search={taskPlace(tenant, task)} className="link" tabIndex={-1}>
              {waitingCopy.review}
            </Link>
          ),
      },
      {
        id: 'label',
        title: columns.label,
        width: '1fr',
        folded: true,
        text: ({ label }) => label,
      },
      {
        id: 'since',
        title: columns.since,
        width: '84px',
        figures: true,
        text: ({ since }) => {
          const begun = moment(since)
          return begun === undefined ? '' : span(now - begun)
        },
        // The longest wait is the oldest beginning.
        order: ({ since }) => {
          const begun = moment(since)
          return begun === undefined ? undefined : now - begun
        },
      },
      {
        id: 'due',
        title: columns.due,
        width: '112px',
        figures: true,
        text: ({ due }) => (due === null ? '' : dueWords(due, now)),
        order: ({ due }) => moment(due),
      },
      {
        id: 'asOf',
        title: columns.asOf,
        width: '80px',
        figures: true,
        text: ({ asOf }) => (asOf === null ? '' : clockOrDay(asOf, now)),
        order: ({ asOf }) => moment(asOf),
        cell: ({ asOf }) =>
          asOf !== null && (
            <span className={styles.old}>
              <Icon of={ClockAlert} size="small" /> {clockOrDay(asOf, now)}
            </span>
          ),
      },
    ]
  }, [tenants, now])
}
