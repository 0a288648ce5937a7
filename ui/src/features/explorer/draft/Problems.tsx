import { CircleAlert } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { SchemaProblemView } from '#ipc/bindings'

import { problemLine } from '../copy-draft'

import styles from './BodyForm.module.css'

/** What the document has against a value, below its field. */
export function Problems({ problems }: { problems: readonly SchemaProblemView[] }) {
  return problems.map((problem) => (
    <p key={`${problem.rule} ${problem.pointer}`} className={styles.problem}>
      <Icon of={CircleAlert} size="small" />
      {problemLine(problem)}
    </p>
  ))
}
