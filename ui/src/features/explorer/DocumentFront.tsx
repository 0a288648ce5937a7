import { RefreshCw } from 'lucide-react'

import { Button } from '#components/Button'
import type { DocumentLine, DocumentView, TenantLine } from '#ipc/bindings'

import { ComparisonPanel } from './ComparisonPanel'
import { copy, originWords } from './copy'
import { copy as documentCopy } from './copy-document'
import { operationCount } from './model'
import type { DocumentDesk } from './use-document-desk'
import { useGo, usePart } from './use-place'

import styles from './DocumentFront.module.css'

type Props = {
  view: DocumentView
  documents: readonly DocumentLine[]
  tenant: TenantLine | undefined
  desk: DocumentDesk
  onOpen: (operation: string) => void
}

/** A document before an operation is chosen: what changed, where it comes from, what is in it. */
export function DocumentFront({ view, documents, tenant, desk, onOpen }: Props) {
  const { line } = view
  const own = line.origin.kind === 'tenant' ? line.tenant : null
  return (
    <section className={styles.front} aria-label={line.title}>
      <h2 className={styles.title}>
        {line.title} {line.version && <span className="quiet num">{line.version}</span>}
      </h2>
      <Changes line={line} documents={documents} desk={desk} onOpen={onOpen} />
      <dl className={styles.facts}>
        <div>
          <dt>{copy.facts.source}</dt>
          <dd>
            {originWords(line, tenant?.name)}
            {own !== null && (
              <Button kind="plain" size="small" icon={RefreshCw} onPress={() => desk.fetch(own)}>
                {desk.fetching === own ? copy.opening : copy.readAgain}
              </Button>
            )}
          </dd>
        </div>
        <div>
          <dt>{copy.operationsButton}</dt>
          <dd className="num">
            {copy.operations(operationCount(view))}
            {line.format && <span className="quiet">{line.format}</span>}
          </dd>
        </div>
        <div>
          <dt>{copy.callsGoTo}</dt>
          <dd>{view.callsGoTo === null ? copy.nowhere : <code>{view.callsGoTo}</code>}</dd>
        </div>
        {view.servers.length > 0 && (
          <div>
            <dt>{copy.servers}</dt>
            <dd className={styles.servers}>
              {view.servers.map((server) => (
                <code key={server}>{server}</code>
              ))}
              <span className="quiet small">{documentCopy.source.serversNote}</span>
            </dd>
          </div>
        )}
      </dl>
      <p className={styles.lead}>
        <span className="strong">{copy.chooseOperation.title}.</span> {copy.chooseOperation.text}
      </p>
    </section>
  )
}

/** The comparison a person asked for, or what changed since a document was seen before. */
function Changes({
  line,
  documents,
  desk,
  onOpen,
}: Pick<Props, 'documents' | 'desk' | 'onOpen'> & { line: DocumentLine }) {
  const wanted = usePart('with')
  const go = useGo()
  const other = documents.find(({ id }) => id === wanted)
  if (wanted !== undefined && wanted !== line.older?.document) {
    const words = (of: DocumentLine) => [of.title, of.version].filter(Boolean).join(' ')
    return (
      <ComparisonPanel
        key={wanted}
        older={wanted}
        newer={line.id}
        title={documentCopy.changes.region}
        {...(other && { detail: documentCopy.changes.against(words(other), words(line)) })}
        onLeave={() => go({ with: undefined })}
        onOpen={onOpen}
      />
    )
  }
  if (line.older === null) return null
  return (
    <ComparisonPanel
      key={line.older.document}
      older={line.older.document}
      newer={line.id}
      title={documentCopy.changes.title(line.older.readAt)}
      detail={documentCopy.changes.seenNote}
      counts={line.older.counts}
      onSeen={() => {
        desk.accept(line.id)
        go({ with: undefined })
      }}
      seeing={desk.accepting}
      onOpen={onOpen}
    />
  )
}
