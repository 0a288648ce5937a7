import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { CopyButton } from '#components/CopyButton'
import { Icon } from '#components/Icon'
import { VirtualLines } from '#components/VirtualLines'

import { CodeLine } from './CodeLine'
import { copy } from './copy-document'

import styles from './Tabs.module.css'

/** More lines than this are drawn in a box of their own. */
const MOST_LINES = 24
const LINE = 18

type Props = {
  name: string
  /** What it is an example of, for those who do not see where it stands. */
  of: string
  text: string
  /** Whether it is closed at first. */
  folded?: boolean
}

/** One example, laid out. Long ones are drawn as far as they are seen. */
export function ExampleBlock({ name, of, text, folded = false }: Props) {
  const [open, setOpen] = useState(!folded)
  const lines = text.split('\n')
  return (
    <div className={styles.example}>
      <div className={styles.exampleHead}>
        <Button
          className={styles.exampleName ?? ''}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          <Icon of={open ? ChevronDown : ChevronRight} size="small" />
          <span className="clip">{name}</span>
        </Button>
        <CopyButton label={copy.examples.copy} text={text} />
      </div>
      {open && (
        <div
          className={styles.exampleBody}
          style={{ height: Math.min(lines.length, MOST_LINES) * LINE + 16 }}
        >
          <VirtualLines label={copy.examples.label(of)} count={lines.length}>
            {(index) => <CodeLine text={lines[index] ?? ''} />}
          </VirtualLines>
        </div>
      )}
    </div>
  )
}
