import { TriangleAlert } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { AccessCell } from '#ipc/bindings'

import { CellMark } from './CellMark'
import { cellWord, copy } from './copy'

import styles from './Bars.module.css'

const MARKS: readonly AccessCell[] = [
  { kind: 'granted' },
  { kind: 'included', through: [] },
  { kind: 'not' },
  { kind: 'unknown' },
]

/** What each mark means, and from when what is shown is. */
export function Legend({ readAt }: { readAt: string | null }) {
  return (
    <footer className={styles.legend}>
      <ul aria-label={copy.legend}>
        {MARKS.map((cell) => (
          <li key={cell.kind}>
            <span aria-hidden className={styles.sample}>
              <CellMark cell={cell} />
            </span>
            {cellWord[cell.kind]}
          </li>
        ))}
        <li>
          <Icon of={TriangleAlert} size="small" className={styles.danger} />
          {copy.danger}
        </li>
      </ul>
      {readAt !== null && <span className="num">{copy.readAt(readAt)}</span>}
    </footer>
  )
}
