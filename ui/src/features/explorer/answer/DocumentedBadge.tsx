import { FileCheck, FileQuestionMark, FileWarning } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { Badge } from '#components/Badge'
import { Dialog } from '#components/Dialog'
import type { Documented } from '#ipc/bindings'

import { copy, documentedWords } from '../copy-answer'
import { Differences } from './Differences'

import styles from './Differences.module.css'

const pictures = { ok: FileCheck, warn: FileWarning, quiet: FileQuestionMark } as const

/** Whether an answer is what its document says; opens what is not. */
export function DocumentedBadge({ documented }: { documented: Documented }) {
  const [open, setOpen] = useState(false)
  const said = documentedWords(documented)
  if (!said) return null
  const badge = (
    <Badge tone={said.tone} icon={pictures[said.tone]}>
      {said.words}
    </Badge>
  )
  if (said.tone === 'ok') return badge
  return (
    <>
      <Button className={styles.opener ?? ''} onPress={() => setOpen(true)}>
        {badge}
      </Button>
      {open && (
        <Dialog title={copy.documented.title} onClose={() => setOpen(false)}>
          <Differences documented={documented} />
        </Dialog>
      )}
    </>
  )
}
