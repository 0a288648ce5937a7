import { type ReactNode, useEffect, useId, useRef } from 'react'

import { copy } from './copy'
import { type StepId, STEPS } from './search'

import styles from './StepPage.module.css'

type Props = {
  step: StepId
  title: string
  lead: string
  /** What lies over the whole width instead of the width of reading: a table. */
  wide?: boolean
  foot?: ReactNode
  children: ReactNode
}

/** One step: where it stands among the others, what it is for, and what is done in it. */
export function StepPage({ step, title, lead, wide = false, foot, children }: Props) {
  const name = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    // The focus belongs to the page: it follows to the step that was opened, not to where it began.
    if (!first.current || document.activeElement === document.body) heading.current?.focus()
    first.current = false
  }, [step])
  return (
    <section className={styles.page} aria-labelledby={name}>
      <div className={styles.scroller} data-wide={wide || undefined}>
        <header className={styles.intro}>
          <p className="quiet small">{copy.stepOf(STEPS.indexOf(step) + 1, STEPS.length)}</p>
          <h2 id={name} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <p className={styles.lead}>{lead}</p>
        </header>
        {children}
      </div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </section>
  )
}
