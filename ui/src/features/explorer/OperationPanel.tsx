import { useEffect, useMemo, useState } from 'react'

import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import { SplitPanes } from '#components/SplitPanes'
import type { DocumentView, OperationView, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { OperationGone } from './OperationGone'
import { OperationPage } from './OperationPage'
import { useOperation } from './queries'
import { TryPane } from './TryPane'
import { isSend } from './use-key'
import type { OpenTabsDesk } from './use-open-tabs'
import { useRoom } from './use-room'

import styles from './OperationPage.module.css'

type Props = {
  view: DocumentView
  tenant: TenantLine | undefined
  operation: string
  tabs: OpenTabsDesk
}

/** How long the last operation stays while the next one is on its way. */
const STAYS_MS = 150

/** One operation: what the document says of it, and the request beside it. */
export function OperationPanel({ view, tenant, operation, tabs }: Props) {
  const page = useOperation(view.line.id, operation)
  const [last, setLast] = useState<OperationView | null>(null)
  if (page.data && page.data !== last) setLast(page.data)
  const late = useLate(page.isPending)

  if (page.error) {
    if (page.error.error.kind === 'notFound') {
      return <OperationGone operation={operation} tabs={tabs} />
    }
    return (
      <div className={styles.alone}>
        <FailureNote
          error={page.error.error}
          place={<code>{operation}</code>}
          onRetry={() => void page.refetch()}
        />
      </div>
    )
  }
  const shown = page.data ?? (late ? null : last)
  if (!shown) {
    return (
      <div className={styles.alone}>
        <Skeleton awaited={copy.awaitedOperation}>
          <Bone width={240} height={18} />
          <Bone height={32} />
          <Bone width={320} />
          <Bone width={280} />
        </Skeleton>
      </div>
    )
  }
  return <Shown view={view} tenant={tenant} page={shown} turning={page.data === undefined} />
}

type ShownProps = {
  view: DocumentView
  tenant: TenantLine | undefined
  page: OperationView
  /** Whether another operation was asked for and has not come. */
  turning: boolean
}

function Shown({ view, tenant, page, turning }: ShownProps) {
  const room = useRoom()
  const next = useFollowing(page)
  const request = useMemo(
    () => next && <TryPane key={next.key} view={view} operation={next} tenant={tenant} />,
    [view, next, tenant],
  )
  // What is about to go must not be used any more: it is another operation than the one asked for.
  const stale = turning || next?.key !== page.key
  useNoSending(stale)
  const about = (
    <div className={styles.turning} inert={turning}>
      <OperationPage key={page.key} view={view} operation={page} tenant={tenant} />
    </div>
  )
  const trying = (
    <div className={styles.turning} inert={stale}>
      {request}
    </div>
  )
  if (room.panes === 'stacked') {
    return (
      <div className={styles.stack}>
        {about}
        {trying}
      </div>
    )
  }
  return (
    <SplitPanes
      name="explorer.request"
      label={copy.resizeTry}
      fixed="end"
      initial={room.request}
      least={340}
      most={room.mostRequest}
      start={about}
      end={trying}
    />
  )
}

/** The same a moment later: the page is drawn first, so that neither holds the window up. */
function useFollowing(page: OperationView): OperationView | null {
  const [next, setNext] = useState<OperationView | null>(null)
  useEffect(() => {
    // When the window has time again is not React's.
    const timer = setTimeout(() => setNext(page))
    return () => clearTimeout(timer)
  }, [page])
  return next
}

/** Keeps the key that sends from reaching a request that is about to go. */
function useNoSending(stale: boolean): void {
  useEffect(() => {
    if (!stale) return undefined
    // Keys are the window's, which hears them before every part, and not React's.
    const onKeyDown = (event: KeyboardEvent) => {
      if (isSend(event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [stale])
}

/** Whether something has been on its way for so long that it has to show. */
function useLate(pending: boolean): boolean {
  const [late, setLate] = useState(false)
  if (late && !pending) setLate(false)
  useEffect(() => {
    if (!pending) return undefined
    // The clock is not React's.
    const timer = setTimeout(() => setLate(true), STAYS_MS)
    return () => clearTimeout(timer)
  }, [pending])
  return late
}
