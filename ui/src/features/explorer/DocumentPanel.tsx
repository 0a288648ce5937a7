import { useDeferredValue } from 'react'

import { SplitPanes } from '#components/SplitPanes'
import type { DocumentLine, TenantLine } from '#ipc/bindings'

import { copy } from './copy'
import { DocumentFailure } from './DocumentFailure'
import { DocumentFront } from './DocumentFront'
import { DocumentMenu } from './DocumentMenu'
import { DocumentWaiting } from './DocumentWaiting'
import { OperationPanel } from './OperationPanel'
import { OperationsPane } from './OperationsPane'
import { useDocument } from './queries'
import { TreeOverlay } from './TreeOverlay'
import type { DocumentDesk } from './use-document-desk'
import { isSlash, useKey } from './use-key'
import type { OpenTabsDesk } from './use-open-tabs'
import { usePart } from './use-place'
import { useRoom } from './use-room'

import styles from './ExplorerPage.module.css'

type Props = {
  documents: readonly DocumentLine[]
  line: DocumentLine
  tenant: TenantLine | undefined
  desk: DocumentDesk
  tabs: OpenTabsDesk
  treeOpen: boolean
  onTreeOpen: (open: boolean) => void
}

/** One document: the list of its operations, and the one that is looked at. */
export function DocumentPanel(props: Props) {
  const { documents, line, tenant, desk, tabs, treeOpen, onTreeOpen } = props
  const operation = usePart('operation')
  const comparing = usePart('with') !== undefined
  const document = useDocument(line.id)
  const room = useRoom()
  useKey(
    (event) => isSlash(event) && room.panes !== 'side',
    () => onTreeOpen(true),
  )

  const menu = <DocumentMenu documents={documents} line={document.data?.line ?? line} desk={desk} />
  const view = document.data
  // The list comes first; what stands beside it is drawn in pieces once it is there.
  const beside = useDeferredValue(view, undefined)
  const tree = view ? (
    <OperationsPane
      key={view.line.id}
      view={view}
      menu={menu}
      finds={room.panes !== 'side'}
      onChosen={(operation, how) => {
        tabs.choose(operation, how)
        onTreeOpen(false)
      }}
    />
  ) : (
    <DocumentWaiting menu={menu} title={line.title} failed={document.error !== null} />
  )
  const page = document.error ? (
    <div className={styles.alone}>
      {room.panes !== 'side' && <div className={styles.menuAlone}>{menu}</div>}
      <DocumentFailure
        line={line}
        documents={documents}
        tenant={tenant?.name}
        error={document.error.error}
        desk={desk}
        onRetry={() => void document.refetch()}
      />
    </div>
  ) : !beside ? (
    <div className={styles.blank} aria-busy="true" />
  ) : operation !== undefined && !comparing ? (
    <OperationPanel view={beside} tenant={tenant} operation={operation} tabs={tabs} />
  ) : (
    <DocumentFront
      view={beside}
      documents={documents}
      tenant={tenant}
      desk={desk}
      onOpen={(operation) => tabs.choose(operation, 'look')}
    />
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
      {page}
      {treeOpen && <TreeOverlay onClose={() => onTreeOpen(false)}>{tree}</TreeOverlay>}
    </div>
  )
}
