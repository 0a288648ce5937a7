import { ListTree } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { SplitPanes } from '#components/SplitPanes'
import type { DocumentLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { DocumentFailure } from './DocumentFailure'
import { DocumentFront } from './DocumentFront'
import { DocumentMenu } from './DocumentMenu'
import { OperationPanel } from './OperationPanel'
import { OperationsPane } from './OperationsPane'
import { useDocument, usePickFile, useTenants } from './queries'
import { TreeOverlay } from './TreeOverlay'
import { isSlash, useKey } from './use-key'
import { usePlace } from './use-place'
import { useRoom } from './use-room'

import styles from './ExplorerPage.module.css'

type Props = {
  documents: readonly DocumentLine[]
  line: DocumentLine
  treeOpen: boolean
  onTreeOpen: (open: boolean) => void
}

/** One document: the list of its operations, and the one that is looked at. */
export function DocumentPanel({ documents, line, treeOpen, onTreeOpen }: Props) {
  const [place] = usePlace()
  const document = useDocument(line.id)
  const tenant = useTenants().data?.find(({ id }) => id === line.tenant)
  const pick = usePickFile()
  const room = useRoom()
  useKey(
    (event) => isSlash(event) && room.panes !== 'side',
    () => onTreeOpen(true),
  )

  const menu = (
    <DocumentMenu documents={documents} line={document.data?.line ?? line} onPick={pick} />
  )
  const refused = pick.error && pick.error.error.kind !== 'cancelled' && (
    <Notice tone="bad">{failureLine(pick.error.error)}</Notice>
  )
  const view = document.data
  if (!view) {
    return (
      <div className={styles.alone}>
        <div className={styles.menuAlone}>{menu}</div>
        {refused}
        {document.error ? (
          <DocumentFailure
            line={line}
            documents={documents}
            tenant={tenant?.name}
            error={document.error.error}
            onRetry={() => void document.refetch()}
          />
        ) : (
          <Skeleton awaited={copy.awaitedDocument(line.title)}>
            <Bone width={220} height={18} />
            <Bone width={320} />
            <Bone height={160} />
          </Skeleton>
        )}
      </div>
    )
  }

  const tree = (
    <OperationsPane
      key={view.line.id}
      view={view}
      menu={menu}
      refused={refused}
      onChosen={() => onTreeOpen(false)}
    />
  )
  const page = place.operation ? (
    <OperationPanel key={place.operation} view={view} tenant={tenant} operation={place.operation} />
  ) : (
    <DocumentFront view={view} tenant={tenant} />
  )
  if (room.panes === 'side') {
    return (
      <SplitPanes
        name="explorer.tree"
        label={copy.resizeTree}
        fixed="start"
        initial={room.tree}
        least={200}
        most={480}
        start={tree}
        end={page}
      />
    )
  }
  return (
    <div className={styles.narrow} data-stacked={room.panes === 'stacked' || undefined}>
      <div className={styles.bar}>
        <Button size="small" icon={ListTree} onPress={() => onTreeOpen(true)}>
          {copy.operationsButton}
        </Button>
        <span className="quiet small num">{copy.operations(view.line.operations ?? 0)}</span>
      </div>
      {page}
      {treeOpen && <TreeOverlay onClose={() => onTreeOpen(false)}>{tree}</TreeOverlay>}
    </div>
  )
}
