import type { ReactNode } from 'react'

import styles from './Card.module.css'

type Props = {
  /** Its heading; also its name. */
  title: string
  level?: 2 | 3
  /** What stands at the end of the head. */
  aside?: ReactNode
  foot?: ReactNode
  children: ReactNode
}

/** A thing among its peers: a head, a body, perhaps a foot. */
export function Card({ title, level = 2, aside, foot, children }: Props) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.head}>
        <Heading className={styles.title}>{title}</Heading>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={styles.body}>{children}</div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </section>
  )
}
