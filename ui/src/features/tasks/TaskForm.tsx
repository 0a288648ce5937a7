import { Eye, RotateCcw, Square } from 'lucide-react'
import { type FormEvent, useState } from 'react'

import { Button } from '#components/Button'
import type { TaskView } from '#ipc/bindings'
import { problemWords } from '#lib/problem-words'

import { AskField } from './AskField'
import { copy, faultWords } from './copy'
import type { Desk, Doing } from './desk'
import { entryOf, faultOf, problemOf } from './model'
import { anew } from './use-doing'

import styles from './TaskForm.module.css'

type Props = {
  deskKey: string
  tenant: string
  view: TaskView
  entries: Desk['entries']
  offered: Readonly<Record<string, string>> | undefined
  doing: Doing
  onLook: () => void
  onStop: () => void
}

/** What a task asks for. It is held to its rules before anybody is asked. */
export function TaskForm(props: Props) {
  const { deskKey, tenant, view, entries, offered, doing, onLook, onStop } = props
  // What is wrong is said once somebody wanted to go on, not while they begin to type.
  const [checked, setChecked] = useState(false)
  const busy = doing.state === 'busy'
  const problems =
    doing.state === 'failed' && doing.error.kind === 'invalid' ? doing.error.problems : []
  const faults = view.asks.map((ask) => faultOf(ask, entryOf(ask, entries, offered)))
  const wrong = (index: number, field: string): string | undefined => {
    const fault = checked ? faults[index] : null
    if (fault) return faultWords(fault)
    const problem = problemOf(problems, field)
    return problem && problemWords(problem.problem)
  }
  const send = () => {
    if (busy) return
    setChecked(true)
    const at = faults.findIndex((fault) => fault !== null)
    if (at < 0) onLook()
    else {
      const field = view.asks[at]?.id ?? ''
      // The first field that cannot be used as it is gets the focus.
      document
        .querySelector<HTMLElement>(
          `[data-ask="${CSS.escape(field)}"] :is(input, textarea, button)`,
        )
        ?.focus()
    }
  }
  const reads = view.line.effect === 'reads'
  const begun = doing.state !== 'idle' || Object.keys(entries).length > 0
  return (
    <form
      className={styles.form}
      aria-label={view.line.title}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send()
      }}
    >
      {view.asks.map((ask, index) => (
        <div key={ask.id} data-ask={ask.id} className={styles.field} data-kind={ask.kind}>
          <AskField
            ask={ask}
            deskKey={deskKey}
            tenant={tenant}
            task={view.line.id}
            asks={view.asks}
            entries={entries}
            offered={offered}
            error={wrong(index, ask.id)}
          />
        </div>
      ))}
      <div className={styles.foot}>
        <Button
          kind={doing.state === 'proposed' || doing.state === 'over' ? 'plain' : 'primary'}
          type="submit"
          icon={Eye}
          unavailable={busy ? copy.steps : undefined}
        >
          {reads ? copy.look.reads : doing.state === 'idle' ? copy.look.other : copy.lookAgain}
        </Button>
        {busy ? (
          <Button icon={Square} onPress={onStop}>
            {copy.cancel}
          </Button>
        ) : (
          begun && (
            <Button
              kind="plain"
              icon={RotateCcw}
              onPress={() => {
                setChecked(false)
                anew(deskKey)
              }}
            >
              {copy.again}
            </Button>
          )
        )}
      </div>
    </form>
  )
}
