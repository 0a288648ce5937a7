import { useNavigate } from '@tanstack/react-router'
import { FileX, FolderOpen, ListTree, Plus } from 'lucide-react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import type { DocumentLine } from '#ipc/bindings'

import { copy } from './copy'
import { DocumentMenu } from './DocumentMenu'
import type { DocumentDesk } from './use-document-desk'

import styles from './ExplorerPage.module.css'

type Props = { documents: readonly DocumentLine[]; desk: DocumentDesk }

/** Nothing to explore yet, or no longer: how to begin. */
export function NoDocuments({ documents, desk }: Props) {
  const navigate = useNavigate()
  const gone = documents.length > 0
  const words = gone ? copy.gone : copy.noDocuments
  return (
    <div className={styles.alone}>
      <Empty
        icon={gone ? FileX : ListTree}
        title={words.title}
        actions={
          <>
            {gone ? (
              <DocumentMenu documents={documents} line={undefined} desk={desk} />
            ) : (
              <Button
                kind="primary"
                icon={Plus}
                onPress={() => void navigate({ to: '/tenants/add' })}
              >
                {copy.noDocuments.add}
              </Button>
            )}
            <Button icon={FolderOpen} onPress={desk.pick}>
              {desk.picking ? copy.opening : copy.openFile}
            </Button>
          </>
        }
      >
        {words.text}
      </Empty>
    </div>
  )
}
