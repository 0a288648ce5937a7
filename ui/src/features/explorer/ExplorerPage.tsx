import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'

import { Bone, Skeleton } from '#components/Skeleton'

import { copy } from './copy'
import { DocumentPanel } from './DocumentPanel'
import { FailureNote } from './FailureNote'
import { documentInUse } from './model'
import { NoDocuments } from './NoDocuments'
import { useDocuments } from './queries'
import { usePlace } from './use-place'

import styles from './ExplorerPage.module.css'

/** Every operation of a document, what it does, and what comes back when it is sent. */
export function ExplorerPage() {
  const [place, go] = usePlace()
  const documents = useDocuments()
  const [treeOpen, setTreeOpen] = useState(false)

  const lines = documents.data ?? []
  const inUse = documentInUse(lines, place)
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
  if (inUse?.tenant && place.tenant !== inUse.tenant) {
    // The frame reads the tenant from the address, so the address always names it.
    return (
      <Navigate
        to="/explorer"
        search={{ ...place, tenant: inUse.tenant, document: inUse.id }}
        replace
      />
    )
  }
  return (
    <main className={styles.explorer} data-region="page">
      <h1 className="hidden">{copy.title}</h1>
      {inUse ? (
        <DocumentPanel
          key={inUse.id}
          documents={lines}
          line={inUse}
          treeOpen={treeOpen}
          onTreeOpen={setTreeOpen}
        />
      ) : (
        <NoDocuments
          gone={lines.length > 0}
          onOpened={(document) => go({ document, tenant: undefined, operation: undefined })}
          documents={lines}
        />
      )}
    </main>
  )
}
