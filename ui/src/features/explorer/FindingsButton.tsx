import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Bone, Skeleton } from '#components/Skeleton'

import { copy } from './copy'
import { FailureNote } from './FailureNote'
import { useFindings } from './queries'

import styles from './FindingsButton.module.css'

/** Says that parts of a document could not be read, and lists them when asked. */
export function FindingsButton({ document, total }: { document: string; total: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="plain" size="small" icon={TriangleAlert} onPress={() => setOpen(true)}>
        {copy.findings.button(total)}
      </Button>
      {open && (
        <Dialog title={copy.findings.title} onClose={() => setOpen(false)}>
          <p className={styles.lead}>{copy.findings.lead}</p>
          <FindingsPanel document={document} total={total} />
        </Dialog>
      )}
    </>
  )
}

function FindingsPanel({ document, total }: { document: string; total: number }) {
  const findings = useFindings(document)
  if (findings.error) {
    return <FailureNote error={findings.error.error} onRetry={() => void findings.refetch()} />
  }
  if (!findings.data) {
    return (
      <Skeleton awaited={copy.findings.awaited}>
        <Bone />
        <Bone />
      </Skeleton>
    )
  }
  const shown = findings.data
  return (
    <>
      <ul className={styles.list} tabIndex={0} aria-label={copy.findings.title}>
        {shown.map(({ pointer, line, column, text }, index) => (
          // One place can be wrong in two ways, and two places in the same way.
          <li key={`${pointer} ${text} ${index}`}>
            <p>{text}</p>
            <p className={styles.where}>
              <code>{pointer}</code>
              <span className="num">{copy.findings.at(line, column)}</span>
            </p>
          </li>
        ))}
      </ul>
      {shown.length < total && (
        <p className="quiet small">{copy.findings.more(total, shown.length)}</p>
      )}
    </>
  )
}
