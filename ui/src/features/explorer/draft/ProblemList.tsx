import { TriangleAlert } from 'lucide-react'
import { Button } from 'react-aria-components'

import { Icon } from '#components/Icon'
import type { SchemaProblemView } from '#ipc/bindings'

import { copy, problemLine } from '../copy-draft'

import styles from './ProblemList.module.css'

type Props = {
  problems: readonly SchemaProblemView[]
  onShow: (problem: SchemaProblemView) => void
}

/** What the document has against a request, each with the way to its place. */
export function ProblemList({ problems, onShow }: Props) {
  return (
    <section className={styles.list} aria-label={copy.problems.title(problems.length)}>
      <p className={styles.title} role="status">
        <Icon of={TriangleAlert} size="small" />
        <strong>{copy.problems.title(problems.length)}</strong>
        <span>{copy.problems.lead}</span>
      </p>
      <ul className={styles.items}>
        {problems.map((problem, index) => (
          <li key={`${index} ${problem.pointer}`}>
            <Button
              className={styles.item ?? ''}
              aria-label={`${copy.problems.show(problem.pointer || copy.problems.whole)}: ${problemLine(problem)}`}
              onPress={() => onShow(problem)}
            >
              <code className={styles.pointer}>{problem.pointer || copy.problems.whole}</code>
              <span>{problemLine(problem)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
