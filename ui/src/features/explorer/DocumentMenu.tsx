import {
  Check,
  ChevronDown,
  FileText,
  FolderOpen,
  GitCompareArrows,
  Info,
  RefreshCw,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import { type Entry, Menu } from '#components/Menu'
import { Working } from '#components/Working'
import type { DocumentLine } from '#ipc/bindings'

import { CompareDialog } from './CompareDialog'
import { copy, originWords } from './copy'
import { copy as documentCopy } from './copy-document'
import { useTenants } from './queries'
import type { DocumentDesk } from './use-document-desk'
import { useGo } from './use-place'

import styles from './DocumentMenu.module.css'

type Props = {
  documents: readonly DocumentLine[]
  line: DocumentLine | undefined
  desk: DocumentDesk
}

/** Names the document that is open, leads to the others, and says what can be done with it. */
export function DocumentMenu({ documents, line, desk }: Props) {
  const go = useGo()
  const tenants = useTenants().data ?? []
  const [comparing, setComparing] = useState(false)

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
      ...(document.id === line?.id && {
        end: (
          <>
            <Icon of={Check} size="small" />
            <span className="hidden">{documentCopy.nowShown}</span>
          </>
        ),
      }),
      onChoose: () => desk.show(document),
    }
  })
  return (
    <div className={styles.row}>
      <Menu
        label={copy.chooseDocument}
        entries={[
          ...rows,
          { kind: 'separator', id: '\nline' },
          ...(line ? entriesOf(line) : []),
          { id: '\nopen', label: copy.openFile, icon: FolderOpen, onChoose: desk.pick },
        ]}
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
      {(desk.picking || desk.fetching !== null) && (
        <span className={styles.working} role="status">
          <Working word={copy.opening} />
        </span>
      )}
      {comparing && line && (
        <CompareDialog
          line={line}
          documents={documents}
          onChoose={(older) => {
            setComparing(false)
            go({ with: older })
          }}
          onClose={() => setComparing(false)}
        />
      )}
    </div>
  )

  function entriesOf(shown: DocumentLine): Entry[] {
    const { origin, tenant } = shown
    return [
      {
        id: '\nabout',
        label: documentCopy.about,
        icon: Info,
        onChoose: () => go({ operation: undefined, with: undefined }),
      },
      ...(origin.kind === 'tenant' && tenant !== null
        ? [
            {
              id: '\nread',
              label: desk.fetching === tenant ? copy.opening : documentCopy.readAgain,
              icon: RefreshCw,
              onChoose: () => desk.fetch(tenant),
            },
          ]
        : []),
      {
        id: '\ncompare',
        label: documentCopy.compareWith,
        icon: GitCompareArrows,
        onChoose: () => setComparing(true),
      },
      ...(origin.kind === 'file'
        ? [
            {
              id: '\nclose',
              label: copy.closeFile(origin.name),
              icon: X,
              onChoose: () => desk.close(shown.id),
            },
          ]
        : []),
    ]
  }
}
