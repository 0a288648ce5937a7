import { Check } from 'lucide-react'
import { type ReactNode, useId } from 'react'

import { Icon } from '#components/Icon'

import styles from './Part.module.css'

export type PartState = 'done' | 'now' | 'next'

/** One numbered part of the form: done, being worked on, or still to come. */
export function Part({
  number,
  title,
  state,
  children,
}: {
  number: number
  title: string
  state: PartState
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={styles.part} data-state={state} aria-labelledby={id}>
      <header className={styles.head}>
        <span className={styles.number} aria-hidden>
          {state === 'done' ? <Icon of={Check} size="small" /> : number}
        </span>
        <h2 id={id}>{title}</h2>
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  )
}
