import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'

import { Badge } from '#components/Badge'
import { Icon } from '#components/Icon'
import { SelectField } from '#components/SelectField'
import type { AnswerView } from '#ipc/bindings'

import { Blocks, firstWords } from './Blocks'
import { copy } from './copy'
import { ExampleBlock } from './ExampleBlock'
import { usualAnswer } from './schema-rows'
import { SchemaPart } from './SchemaPart'

import styles from './Tabs.module.css'

type Props = { document: string; answers: AnswerView[] }

/** What may come back, by status. The first that went well is open. */
export function AnswersTab({ document, answers }: Props) {
  if (answers.length === 0) return <p className={styles.nothing}>{copy.noAnswers}</p>
  const usual = usualAnswer(answers)
  return (
    <div className={styles.answers}>
      {answers.map((answer, index) => (
        <Answer key={answer.status} document={document} answer={answer} initial={index === usual} />
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

type AnswerProps = { document: string; answer: AnswerView; initial: boolean }

function Answer({ document, answer, initial }: AnswerProps) {
  const [open, setOpen] = useState(initial)
  const [chosen, setChosen] = useState<string | null>(null)
  const media = answer.media.find((option) => option.media === chosen) ?? answer.media[0]
  return (
    <section aria-label={copy.schema.answerLabel(answer.status)}>
      <Button className={styles.answer ?? ''} aria-expanded={open} onPress={() => setOpen(!open)}>
        <Icon of={open ? ChevronDown : ChevronRight} size="small" />
        <Badge tone={tone(answer.status)}>{answer.status}</Badge>
        <span className="clip">{firstWords(answer.description)}</span>
        <span className={styles.media}>
          {media?.media}
          {answer.media.length > 1 && ` +${answer.media.length - 1}`}
        </span>
      </Button>
      {open && (
        <div className={styles.inside}>
          {answer.description.length > 1 && (
            <div className={styles.words}>
              <Blocks blocks={answer.description} />
            </div>
          )}
          {answer.media.length > 1 && media && (
            <div className={styles.choice}>
              <SelectField
                label={copy.schema.media}
                labelHidden
                options={answer.media.map((option) => ({ id: option.media, label: option.media }))}
                value={media.media}
                onChange={setChosen}
              />
            </div>
          )}
          {media === undefined ? (
            <p className={styles.nothing}>{copy.noBodyAnswered}</p>
          ) : (
            <>
              <SchemaPart
                key={media.media}
                document={document}
                label={copy.schema.answerLabel(answer.status)}
                schema={media.schema}
                side="answer"
              />
              {media.example !== null && (
                <ExampleBlock
                  name={copy.tabs.example}
                  of={answer.status}
                  text={media.example}
                  folded
                />
              )}
            </>
          )}
        </div>
      )}
    </section>
  )
}
