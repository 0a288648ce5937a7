import type { OperationView, Problem, SchemaProblemView } from '#ipc/bindings'

import { copy } from '../copy-draft'
import type { Draft } from '../desk'
import { BodyPart } from './BodyPart'
import { DraftForm } from './DraftForm'
import { Extras } from './Extras'

import styles from './DraftForm.module.css'

type Props = {
  document: string
  operation: OperationView
  draft: Draft
  raw: boolean
  problems: readonly SchemaProblemView[]
  hard: readonly Problem[]
  place: { pointer: string } | null
  onEnter: (change: Partial<Draft>) => void
  onRaw: () => void
}

/** Everything that is entered for an operation; as text, its body alone. */
export function TryForm(props: Props) {
  const { document, operation, draft, raw, problems, hard, place, onEnter, onRaw } = props
  const body = operation.bodies.length > 0 && (
    <BodyPart
      document={document}
      bodies={operation.bodies}
      draft={draft}
      raw={raw}
      problems={problems}
      hard={hard}
      shown={place}
      onEnter={onEnter}
      onRaw={onRaw}
    />
  )
  if (raw) return body
  return (
    <form className={styles.all} onSubmit={(event) => event.preventDefault()}>
      <DraftForm operation={operation} draft={draft} problems={hard} onEnter={onEnter} />
      {operation.parameters.length === 0 && !body && (
        <p className={styles.nothing}>{copy.nothingToFill}</p>
      )}
      {body}
      <Extras draft={draft} problems={hard} onEnter={onEnter} />
    </form>
  )
}
