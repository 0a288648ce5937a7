import { Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import type { OperationView, Problem } from '#ipc/bindings'
import { problemWords } from '#lib/problem-words'

import { copy } from '../copy-draft'
import { type Draft, slotKey } from '../desk'
import { inFormOrder } from '../model'
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

/** What is wrong with one entry, in words. */
export function problemOf(
  problems: readonly Problem[],
  field: string,
  place: Problem['place'],
): string | undefined {
  const found = problems.find((problem) => problem.field === field && problem.place === place)
  return found && problemWords(found.problem)
}

/** One field for each parameter an operation takes. */
export function DraftForm({ operation, draft, problems, onEnter }: Props) {
  const [all, setAll] = useState(false)
  const fields = inFormOrder(operation.parameters)
  const shown = fields.filter(
    (field, index) =>
      all || field.required || index < FIRST || (draft.values[slotKey(field)] ?? '') !== '',
  )
  const more = fields.length - shown.length
  if (fields.length === 0) return null
  return (
    <div className={styles.form}>
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
              error={problemOf(problems, field.name, field.place)}
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
    </div>
  )
}
