import { useNavigate } from '@tanstack/react-router'
import { FileX, FolderOpen, ListTree, Plus } from 'lucide-react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import type { DocumentLine } from '#ipc/bindings'

import { copy } from './copy'
import { DocumentMenu } from './DocumentMenu'
import { FailureNote } from './FailureNote'
import { usePickFile } from './queries'

import styles from './ExplorerPage.module.css'

type Props = {
  gone: boolean
  documents: readonly DocumentLine[]
  onOpened: (document: string) => void
}

/** Nothing to explore yet, or no longer: how to begin. */
export function NoDocuments({ gone, documents, onOpened }: Props) {
  const navigate = useNavigate()
  const pick = usePickFile()
  const open = () =>
    pick.mutate(undefined, {
      onSuccess: (line) => {
        if (line) onOpened(line.id)
      },
    })
  const words = gone ? copy.gone : copy.noDocuments
  return (
    <div className={styles.alone}>
      <Empty
        icon={gone ? FileX : ListTree}
        title={words.title}
        actions={
          <>
            {gone ? (
              <DocumentMenu documents={documents} line={undefined} />
            ) : (
              <Button
                kind="primary"
                icon={Plus}
                onPress={() => void navigate({ to: '/tenants/add' })}
              >
                {copy.noDocuments.add}
              </Button>
            )}
            <Button icon={FolderOpen} onPress={open}>
              {pick.isPending ? copy.opening : copy.openFile}
            </Button>
          </>
        }
      >
        {words.text}
      </Empty>
      {pick.error && <FailureNote error={pick.error.error} />}
    </div>
  )
}
