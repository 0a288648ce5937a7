import { Bone, Skeleton } from '#components/Skeleton'
import { SplitPanes } from '#components/SplitPanes'
import type { DocumentView, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { FailureNote } from './FailureNote'
import { OperationPage } from './OperationPage'
import { useOperation } from './queries'
import { TryPane } from './TryPane'
import { useRoom } from './use-room'

import styles from './OperationPage.module.css'

type Props = { view: DocumentView; tenant: TenantLine | undefined; operation: string }

/** One operation: what the document says of it, and the request beside it. */
export function OperationPanel({ view, tenant, operation }: Props) {
  const page = useOperation(view.line.id, operation)
  const room = useRoom()
  if (page.error) {
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
  if (!page.data) {
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
  const about = <OperationPage view={view} operation={page.data} tenant={tenant} />
  const request = <TryPane view={view} operation={page.data} tenant={tenant} />
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
