import { Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import type { OperationView, Problem } from '#ipc/bindings'
import { problemWords } from '#lib/problem-words'

import { BodyField } from './BodyField'
import { copy } from './copy'
import { type Draft, mediaOf, slotKey } from './desk'
import { inFormOrder } from './model'
import { ParameterField } from './ParameterField'

import styles from './DraftForm.module.css'

/** Beyond this the optional ones wait behind a button. */
const FIRST = 6

type Props = {
  operation: OperationView
  draft: Draft
  problems: readonly Problem[]
  onEnter: (change: Partial<Draft>) => void
}

/** One field for each thing an operation takes. */
export function DraftForm({ operation, draft, problems, onEnter }: Props) {
  const [all, setAll] = useState(false)
  const fields = inFormOrder(operation.parameters)
  const shown = fields.filter(
    (field, index) =>
      all || field.required || index < FIRST || (draft.values[slotKey(field)] ?? '') !== '',
  )
  const more = fields.length - shown.length
  const problemOf = (field: string, place: Problem['place']): string | undefined => {
    const found = problems.find((problem) => problem.field === field && problem.place === place)
    return found && problemWords(found.problem)
  }
  if (fields.length === 0 && operation.bodies.length === 0) {
    return <p className={styles.nothing}>{copy.nothingToFill}</p>
  }
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      {shown.map((field, index) => {
        const key = slotKey(field)
        return (
          <div
            key={key}
            className={styles.field}
            data-wide={(shown.length % 2 === 1 && index === 0) || undefined}
          >
            <ParameterField
              parameter={field}
              value={draft.values[key] ?? ''}
              error={problemOf(field.name, field.place)}
              onChange={(value) => onEnter({ values: { ...draft.values, [key]: value } })}
            />
          </div>
        )
      })}
      {more > 0 && (
        <div className={styles.field} data-wide>
          <Button kind="plain" size="small" icon={Plus} onPress={() => setAll(true)}>
            {copy.moreFields(more)}
          </Button>
        </div>
      )}
      {operation.bodies.length > 0 && (
        <div className={styles.field} data-wide>
          <BodyField
            bodies={operation.bodies}
            media={mediaOf(draft, operation)}
            value={draft.body}
            error={problemOf('body', null)}
            onMedia={(media) => onEnter({ media })}
            onChange={(body) => onEnter({ body })}
          />
        </div>
      )}
    </form>
  )
}
