import { ArrowLeft, ArrowRight, RefreshCw, Square } from 'lucide-react'

import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import type { BulkPlan } from '#ipc/bindings'
import { veil } from '#ipc/veil'
import { useEscape } from '#lib/escape'

import { copy as words } from './copy'
import type { Desk } from './desk'
import type { Part } from './model'
import { useRows, useTenants } from './queries'
import { RowsTable } from './RowsTable'
import type { StepId } from './search'
import { StepPage } from './StepPage'
import { checkRows, stopChecking } from './use-run'

import styles from './RowsTable.module.css'

const copy = words.check
const PARTS: readonly Part[] = ['all', 'fine', 'faults', 'nothing']

/** Every row held to the task and to what is there; what is wrong is told of the row. */
export function CheckStep({ desk, onGo }: { desk: Desk; onGo: (to: StepId) => void }) {
  const { checking } = desk
  const tenant = useTenants().data?.find(({ id }) => id === desk.tenant)
  const ready = checking.state === 'checked' ? checking.plan.ready : 0
  const busy = checking.state === 'checking'
  useEscape(busy, () => void stopChecking())
  return (
    <StepPage
      step="check"
      title={copy.title}
      lead={copy.lead}
      wide
      foot={
        <>
          <Button kind="plain" icon={ArrowLeft} onPress={() => onGo('map')}>
            {words.name.map}
          </Button>
          <span className="push" />
          {busy ? (
            <Button icon={Square} onPress={() => void stopChecking()}>
              {words.cancel}
            </Button>
          ) : (
            <Button
              icon={RefreshCw}
              {...(ready === 0 ? { kind: 'primary' as const } : {})}
              onPress={() => void checkRows()}
            >
              {checking.state === 'checked' ? copy.again : copy.begin(desk.sheet.rows)}
            </Button>
          )}
          {ready > 0 && (
            <Button kind="primary" onPress={() => onGo('preview')}>
              {copy.next(ready)} <Icon of={ArrowRight} size="small" />
            </Button>
          )}
        </>
      }
    >
      {busy && <Progress at={checking.at} of={checking.of} />}
      {checking.state === 'failed' && (
        <FailureNote
          error={veil(null, checking.error)}
          tenant={tenant?.name}
          tenantId={desk.tenant}
          // A sheet that was forgotten, as when the vault is locked, has to be chosen again.
          {...(checking.error.kind === 'stale'
            ? { again: words.file.other, onRetry: () => onGo('file') }
            : { onRetry: () => void checkRows() })}
        />
      )}
      {checking.state === 'checked' && <Checked desk={desk} plan={checking.plan} />}
    </StepPage>
  )
}

function Progress({ at, of }: { at: number; of: number }) {
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={copy.bar}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={at}
      >
        <span style={{ width: `${of > 0 ? (at / of) * 100 : 0}%` }} />
      </div>
      <p className="second num">{copy.checking(at, of)}</p>
    </div>
  )
}

function Checked({ desk, plan }: { desk: Desk; plan: BulkPlan }) {
  const rows = useRows(plan.plan, false)
  return (
    <>
      <p className="strong num" role="status">
        {copy.counts(plan.ready, plan.wrong, plan.nothing)}
      </p>
      {plan.ready === 0 ? (
        <Notice tone="warn">{copy.noneFine}</Notice>
      ) : (
        plan.wrong > 0 && <Notice tone="warn">{copy.onlyFine(plan.wrong)}</Notice>
      )}
      {rows.error ? (
        <FailureNote error={rows.error.error} onRetry={() => void rows.refetch()} />
      ) : rows.data ? (
        <RowsTable
          tenant={desk.tenant}
          label={copy.table}
          filterLabel={copy.filter}
          whichLabel={copy.which}
          rows={rows.data}
          asks={desk.sheet.asks}
          parts={PARTS}
        />
      ) : (
        <Skeleton awaited={copy.table}>
          <Bone height={30} />
          <Bone height={30} />
        </Skeleton>
      )}
    </>
  )
}
