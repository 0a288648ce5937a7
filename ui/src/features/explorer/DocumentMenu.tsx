import { ChevronDown, FileText, FolderOpen, X } from 'lucide-react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { type Entry, Menu } from '#components/Menu'
import type { DocumentLine } from '#ipc/bindings'

import { copy, originWords } from './copy'
import { useCloseDocument, usePickFile, useTenants } from './queries'
import { usePlace } from './use-place'

import styles from './DocumentMenu.module.css'

type Props = {
  documents: readonly DocumentLine[]
  line: DocumentLine | undefined
  /** Told when a file could not be opened. */
  onPick?: ReturnType<typeof usePickFile>
}

/** Names the document that is open and leads to the others. */
export function DocumentMenu({ documents, line, onPick }: Props) {
  const [, go] = usePlace()
  const tenants = useTenants().data ?? []
  const own = usePickFile()
  const pick = onPick ?? own
  const close = useCloseDocument()

  const show = (next: Pick<DocumentLine, 'id' | 'tenant'>) =>
    go({
      document: next.id,
      tenant: next.tenant ?? undefined,
      operation: undefined,
      words: undefined,
      without: undefined,
      tab: undefined,
    })

  const rows = documents.map((document): Entry => {
    const tenant = tenants.find(({ id }) => id === document.tenant)
    return {
      id: document.id,
      label: [document.title, document.version].filter(Boolean).join(' '),
      detail: [
        originWords(document, tenant?.name),
        document.operations === null ? null : copy.operations(document.operations),
      ]
        .filter(Boolean)
        .join(' · '),
      start: tenant ? <Mark mark={tenant.mark} size="small" /> : <Icon of={FileText} />,
      onChoose: () => show(document),
    }
  })
  const file: Entry[] =
    line?.origin.kind === 'file'
      ? [
          {
            id: '\nclose',
            label: copy.closeFile(line.origin.name),
            icon: X,
            onChoose: () =>
              close.mutate(line.id, {
                onSuccess: () =>
                  go({ document: undefined, tenant: undefined, operation: undefined }),
              }),
          },
        ]
      : []
  const entries: Entry[] = [
    ...rows,
    { kind: 'separator', id: '\nline' },
    {
      id: '\nopen',
      label: copy.openFile,
      icon: FolderOpen,
      onChoose: () =>
        pick.mutate(undefined, {
          onSuccess: (opened) => {
            if (opened) show(opened)
          },
        }),
    },
    ...file,
  ]
  return (
    <Menu
      label={copy.chooseDocument}
      entries={entries}
      trigger={
        <Button className={styles.button ?? ''}>
          <span className="clip">
            <span className="strong">{line?.title ?? copy.chooseDocument}</span>{' '}
            {line?.version && <span className="quiet num">{line.version}</span>}
          </span>
          <Icon of={ChevronDown} size="small" className={styles.chevron} />
        </Button>
      }
    />
  )
}
