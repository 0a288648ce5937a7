import { Navigate, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import type { DocumentLine } from '#ipc/bindings'

import { ActionNotice } from './ActionNotice'
import { copy } from './copy'
import { DocumentPanel } from './DocumentPanel'
import { documentInUse } from './model'
import { NoDocuments } from './NoDocuments'
import { OpenTabStrip } from './OpenTabStrip'
import { useDocuments, useTenants } from './queries'
import { explorerSearch } from './search'
import { TreeButton } from './TreeButton'
import { useDocumentDesk } from './use-document-desk'
import { useOpenTabs } from './use-open-tabs'
import { usePart } from './use-place'

import styles from './ExplorerPage.module.css'

/** Every operation of a document, what it does, and what comes back when it is sent. */
export function ExplorerPage() {
  const document = usePart('document')
  const tenant = usePart('tenant')
  const search = useRouter().state.location.search
  const documents = useDocuments()
  const lines = documents.data ?? []
  const inUse = documentInUse(lines, { ...(document && { document }), ...(tenant && { tenant }) })
  if (documents.error) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.title}</h1>
        <FailureNote error={documents.error.error} onRetry={() => void documents.refetch()} />
      </main>
    )
  }
  if (documents.isPending) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.title}</h1>
        <Skeleton awaited={copy.findings.awaited}>
          <Bone width={220} height={18} />
          <Bone height={120} />
        </Skeleton>
      </main>
    )
  }
  if (inUse?.tenant && tenant !== inUse.tenant) {
    // The frame reads the tenant from the address, so the address always names it.
    return (
      <Navigate
        to="/explorer"
        search={{ ...explorerSearch(search), tenant: inUse.tenant, document: inUse.id }}
        replace
      />
    )
  }
  return <Explorer documents={lines} line={inUse} />
}

type Props = { documents: readonly DocumentLine[]; line: DocumentLine | undefined }

/** The open operations, what went wrong, and the document that is shown. */
function Explorer({ documents, line }: Props) {
  const desk = useDocumentDesk()
  const tabs = useOpenTabs(documents, line?.id)
  const tenant = useTenants().data?.find(({ id }) => id === line?.tenant)
  const [treeOpen, setTreeOpen] = useState(false)
  const page = useRef<HTMLElement>(null)
  const find = () => {
    setTreeOpen(true)
    page.current?.querySelector<HTMLInputElement>('[data-region="list"] input')?.focus()
  }
  return (
    <main ref={page} className={styles.explorer} data-region="page">
      <h1 className="hidden">{copy.title}</h1>
      <OpenTabStrip
        desk={tabs}
        documents={documents}
        document={line?.id}
        start={line && <TreeButton onPress={() => setTreeOpen(true)} />}
        onFind={find}
      />
      {desk.problem && (
        <ActionNotice error={desk.problem} tenant={tenant?.name} onClose={desk.forget} />
      )}
      {line ? (
        <DocumentPanel
          key={line.id}
          documents={documents}
          line={line}
          tenant={tenant}
          desk={desk}
          tabs={tabs}
          treeOpen={treeOpen}
          onTreeOpen={setTreeOpen}
        />
      ) : (
        <NoDocuments documents={documents} desk={desk} />
      )}
    </main>
  )
}
