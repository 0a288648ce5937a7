import { FileX } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { Bone, Skeleton } from '#components/Skeleton'
import { SplitPanes } from '#components/SplitPanes'
import type { DocumentView, OperationView, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { copy as documentCopy } from './copy-document'
import { FailureNote } from './FailureNote'
import { keyParts } from './open-tabs'
import { OperationPage } from './OperationPage'
import { useOperation } from './queries'
import { TryPane } from './TryPane'
import type { OpenTabsDesk } from './use-open-tabs'
import { useGo } from './use-place'
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
    if (page.error.error.kind === 'notFound') return <Gone operation={operation} tabs={tabs} />
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
  return (
    // What is about to go must not be used any more: it is another operation than the one asked for.
    <div className={styles.turning} inert={page.data === undefined}>
      <Shown key={shown.key} view={view} tenant={tenant} page={shown} />
    </div>
  )
}

function Shown({
  view,
  tenant,
  page,
}: {
  view: DocumentView
  tenant: TenantLine | undefined
  page: OperationView
}) {
  const room = useRoom()
  const about = <OperationPage view={view} operation={page} tenant={tenant} />
  const request = <TryPane view={view} operation={page} tenant={tenant} />
  if (room.panes === 'stacked') {
    return (
      <div className={styles.stack}>
        {about}
        {request}
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
      end={request}
    />
  )
}

/** A link, a tab or a figure led to an operation that the document does not have. */
function Gone({ operation, tabs }: { operation: string; tabs: OpenTabsDesk }) {
  const go = useGo()
  const { path } = keyParts(operation)
  const { current } = tabs
  return (
    <div className={styles.alone}>
      <Empty
        icon={FileX}
        title={documentCopy.goneOperation.title}
        actions={
          <>
            <Button
              kind="primary"
              onPress={() => go({ operation: undefined, words: `path:${path}` })}
            >
              {documentCopy.goneOperation.search(path)}
            </Button>
            <Button onPress={() => go({ operation: undefined })}>
              {documentCopy.goneOperation.front}
            </Button>
            {current && (
              <Button onPress={() => tabs.close(current)}>
                {documentCopy.goneOperation.close}
              </Button>
            )}
          </>
        }
      >
        <code>{operation}</code> {documentCopy.goneOperation.text}
      </Empty>
    </div>
  )
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
