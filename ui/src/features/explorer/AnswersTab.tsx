import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { Badge } from '#components/Badge'
import { Icon } from '#components/Icon'
import type { AnswerView } from '#ipc/bindings'

import { Blocks, firstWords } from './Blocks'
import { copy } from './copy'
import { SchemaPart } from './SchemaPart'

import styles from './Tabs.module.css'

/** What may come back, by status. The first that went well is open. */
export function AnswersTab({
  document,
  answers,
}: {
  document: string
  answers: readonly AnswerView[]
}) {
  if (answers.length === 0) return <p className={styles.nothing}>{copy.noAnswers}</p>
  const usual = answers.findIndex(({ status }) => status.startsWith('2'))
  return (
    <div className={styles.answers}>
      {answers.map((answer, index) => (
        <Answer
          key={answer.status}
          document={document}
          answer={answer}
          initial={index === Math.max(0, usual)}
        />
      ))}
    </div>
  )
}

const tone = (status: string) =>
  status.startsWith('2')
    ? 'ok'
    : status.startsWith('4') || status.startsWith('5')
      ? 'bad'
      : 'neutral'

function Answer({
  document,
  answer,
  initial,
}: {
  document: string
  answer: AnswerView
  initial: boolean
}) {
  const [open, setOpen] = useState(initial)
  return (
    <section aria-label={copy.schema.answerLabel(answer.status)}>
      <Button className={styles.answer ?? ''} aria-expanded={open} onPress={() => setOpen(!open)}>
        <Icon of={open ? ChevronDown : ChevronRight} size="small" />
        <Badge tone={tone(answer.status)}>{answer.status}</Badge>
        <span className="clip">{firstWords(answer.description)}</span>
        <span className={styles.media}>{answer.media[0]?.media}</span>
      </Button>
      {open && (
        <div className={styles.inside}>
          {answer.description.length > 1 && (
            <div className={styles.words}>
              <Blocks blocks={answer.description} />
            </div>
          )}
          <SchemaPart
            document={document}
            label={copy.schema.answerLabel(answer.status)}
            schema={answer.media[0]?.schema ?? null}
          />
        </div>
      )}
    </section>
  )
}
