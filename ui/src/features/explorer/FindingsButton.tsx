import { TriangleAlert } from 'lucide-react'
import { useCallback, useState } from 'react'

import { Button } from '#components/Button'
import { CopyButton } from '#components/CopyButton'
import { Dialog } from '#components/Dialog'
import { FailureNote } from '#components/FailureNote'
import { VirtualRows } from '#components/VirtualRows'
import type { FindingView } from '#ipc/bindings'

import { copy } from './copy'
import { copy as documentCopy } from './copy-document'
import { LIST_PAGE, useAllFindings, useFindings } from './queries'

import styles from './FindingsButton.module.css'

type Props = { document: string; total: number }

/** Says that parts of a document could not be read, and lists them when asked. */
export function FindingsButton({ document, total, short = false }: Props & { short?: boolean }) {
  const [open, setOpen] = useState(false)
  const all = useAllFindings(document, total)
  return (
    <>
      <Button kind="plain" size="small" icon={TriangleAlert} onPress={() => setOpen(true)}>
        {short ? (
          <>
            <span aria-hidden>{total}</span>
            <span className="hidden"> {copy.findings.button(total)}</span>
          </>
        ) : (
          copy.findings.button(total)
        )}
      </Button>
      {open && (
        <Dialog title={copy.findings.title} onClose={() => setOpen(false)}>
          <div className={styles.lead}>
            <p>{copy.findings.lead}</p>
            <CopyButton
              label={documentCopy.findings.copy}
              text={async () => (await all()).map(lineOf).join('\n')}
            />
          </div>
          <FindingsPanel document={document} total={total} />
        </Dialog>
      )}
    </>
  )
}

const FIRST = [0] as const
const ROW = 52

function FindingsPanel({ document, total }: Props) {
  const [wanted, setWanted] = useState<readonly number[]>(FIRST)
  const findings = useFindings(document, wanted)
  const onSeen = useCallback(
    (first: number, last: number) =>
      setWanted((known) => {
        const pages = [Math.floor(first / LIST_PAGE), Math.floor(last / LIST_PAGE)]
        return pages.every((page) => known.includes(page))
          ? known
          : [...new Set([...known, ...pages])]
      }),
    [],
  )
  if (findings.error) {
    return <FailureNote error={findings.error.error} onRetry={findings.retry} />
  }
  return (
    <div className={styles.list} style={{ height: Math.min(420, total * ROW) }}>
      <VirtualRows label={copy.findings.title} count={total} height={ROW} onSeen={onSeen}>
        {(index) => (
          <Finding
            finding={findings.pages.get(Math.floor(index / LIST_PAGE))?.[index % LIST_PAGE]}
          />
        )}
      </VirtualRows>
    </div>
  )
}

function Finding({ finding }: { finding: FindingView | undefined }) {
  if (!finding) return <p className={styles.coming}>{documentCopy.findings.coming}</p>
  return (
    <div className={styles.finding}>
      <p>{finding.text}</p>
      <p className={styles.where}>
        <code>{documentCopy.findings.place(finding.pointer)}</code>
        <span className="num">{copy.findings.at(finding.line, finding.column)}</span>
      </p>
    </div>
  )
}

const lineOf = ({ text, pointer, line, column }: FindingView): string =>
  [text, pointer, copy.findings.at(line, column)].filter((part) => part !== '').join('\t')
