import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { Icon } from './Icon'

import styles from './Stepper.module.css'

const words = { done: 'done', attention: 'needs a look' } as const

/** One step of several. */
type Step<Id extends string> = {
  id: Id
  name: string
  /** What it came to, or what it is about. */
  note: string
  state: 'done' | 'next' | 'attention'
  /** Whether it can be opened. */
  open: boolean
}

type Props<Id extends string> = {
  label: string
  head: ReactNode
  steps: readonly Step<Id>[]
  /** The step that is shown. */
  at: Id
  onOpen: (id: Id) => void
  foot?: ReactNode
}

/** Steps in order, one below the other; each that is done can be opened again. */
export function Stepper<Id extends string>({ label, head, steps, at, onOpen, foot }: Props<Id>) {
  return (
    <nav className={styles.stepper} aria-label={label}>
      {head}
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const now = step.id === at
          const state = now ? 'now' : step.state
          return (
            <li
              key={step.id}
              className={styles.step}
              data-state={state}
              data-done={step.state === 'done' || undefined}
              aria-current={now ? 'step' : undefined}
            >
              <button
                type="button"
                className={styles.open}
                disabled={!step.open}
                onClick={() => onOpen(step.id)}
              >
                <span className={styles.dot} aria-hidden>
                  {state === 'done' ? (
                    <Icon of={Check} size="small" />
                  ) : state === 'attention' ? (
                    <Icon of={TriangleAlert} size="small" />
                  ) : (
                    index + 1
                  )}
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>
                    {step.name}
                    {step.state !== 'next' && <span className="hidden">, {words[step.state]}</span>}
                  </span>
                  <span className={styles.note}>{step.note}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {foot && <div className={styles.foot}>{foot}</div>}
    </nav>
  )
}
