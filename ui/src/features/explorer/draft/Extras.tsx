import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import type { Problem } from '#ipc/bindings'

import { copy } from '../copy-draft'
import type { Draft } from '../desk'
import { HeadersForm } from './HeadersForm'
import { TimeLimit } from './TimeLimit'

import styles from './Extras.module.css'

type Props = {
  draft: Draft
  problems: readonly Problem[]
  onEnter: (change: Partial<Draft>) => void
}

/** What most requests do without: headers of one's own, and a time limit. */
export function Extras({ draft, problems, onEnter }: Props) {
  const filled = draft.headers.length > 0 || draft.seconds !== ''
  const [open, setOpen] = useState(filled)
  return (
    <div className={styles.extras}>
      <Button className={styles.turn ?? ''} aria-expanded={open} onPress={() => setOpen(!open)}>
        <Icon of={open ? ChevronDown : ChevronRight} size="small" />
        {copy.extras}
      </Button>
      {open && (
        <div className={styles.inside}>
          <HeadersForm
            headers={draft.headers}
            problems={problems}
            onChange={(headers) => onEnter({ headers })}
          />
          <TimeLimit seconds={draft.seconds} onChange={(seconds) => onEnter({ seconds })} />
        </div>
      )}
    </div>
  )
}
