import { Link } from '@tanstack/react-router'
import { CircleDashed, Clock, ClockAlert } from 'lucide-react'

import { Icon } from '#components/Icon'
import { StateOfNothing } from '#components/StateOfNothing'
import { Trend } from '#components/Trend'
import { count } from '#lib/format'
import { useMinute } from '#lib/now'

import { noteOf, sumSentences, sumWord, trendWords, waitingCopy } from './copy-waiting'
import type { Sum } from './sums'

import styles from './Strip.module.css'

const noteIcon = { missing: CircleDashed, old: ClockAlert, plain: Clock } as const

/** The sums over all tenants that are shown, each with what it is missing. */
export function Strip({ sums }: { sums: readonly Sum[] }) {
  if (sums.length === 0) return null
  return (
    <ul className={styles.strip} aria-label={waitingCopy.strip}>
      {sums.map((sum) => (
        <li key={sum.id}>
          <Cell sum={sum} />
        </li>
      ))}
    </ul>
  )
}

function Cell({ sum }: { sum: Sum }) {
  const { tone, words } = noteOf(sum)
  const now = useMinute()
  const sentences = sumSentences(sum)
  const said = trendWords(sum.trend, now, sum.trendOf)
  const inside = (
    <>
      <span className={styles.label}>{sumWord[sum.id]}</span>
      <span className={styles.line}>
        {sum.value === null ? (
          <StateOfNothing kind="notLoaded" />
        ) : (
          <span className={styles.value} data-old={sum.old !== null || undefined}>
            {count(sum.value)}
          </span>
        )}
        {said !== '' && (
          <span className={styles.trend} title={said}>
            <Trend points={sum.trend} says={said} />
          </span>
        )}
      </span>
      <span className={styles.note} data-tone={tone}>
        {words !== '' && tone !== 'plain' && <Icon of={noteIcon[tone]} size="small" />}
        <span className="clip">{words}</span>
      </span>
    </>
  )
  if (sum.id === 'sessions')
    return (
      <div className={styles.cell} title={sentences}>
        {inside}
      </div>
    )
  return (
    <Link to="/waiting" search={{ kind: sum.id }} className={styles.cell} title={sentences}>
      {inside}
    </Link>
  )
}
