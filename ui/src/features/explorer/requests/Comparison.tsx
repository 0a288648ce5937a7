import { ArrowLeft } from 'lucide-react'

import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { dayAndTime } from '#lib/format'
import { statusLine } from '#lib/http'

import { copy } from '../copy-requests'
import { useAnswerComparison, useEntry } from '../queries-history'
import { ComparedLines } from './ComparedLines'
import { shortAddress } from './HistoryRow'

import styles from './Comparison.module.css'

type Props = { older: string; newer: string; onClose: () => void }

/** How two answers differ, line by line. */
export function Comparison({ older, newer, onClose }: Props) {
  const comparison = useAnswerComparison(older, newer)
  return (
    <section className={styles.page} aria-label={copy.compare.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{copy.compare.title}</h2>
        {comparison.data && (
          <span className={styles.counts} role="status">
            {copy.compare.counts(comparison.data.added, comparison.data.removed)}
          </span>
        )}
        <span className="push" />
        <Button size="small" icon={ArrowLeft} onPress={onClose}>
          {copy.compare.close}
        </Button>
      </div>
      <dl className={styles.sides}>
        <Side word={copy.compare.older} exchange={older} side="removed" />
        <Side word={copy.compare.newer} exchange={newer} side="added" />
      </dl>
      {comparison.data?.cut && <Notice tone="warn">{copy.compare.cut}</Notice>}
      {comparison.error ? (
        <FailureNote error={comparison.error.error} onRetry={() => void comparison.refetch()} />
      ) : comparison.data ? (
        <ComparedLines lines={comparison.data.lines} />
      ) : (
        <Skeleton awaited={copy.compare.awaited}>
          <Bone />
          <Bone width="70%" />
          <Bone width="80%" />
        </Skeleton>
      )}
    </section>
  )
}

type SideProps = { word: string; exchange: string; side: 'added' | 'removed' }

function Side({ word, exchange, side }: SideProps) {
  const line = useEntry(exchange).data?.exchange.line
  return (
    <div className={styles.side} data-side={side}>
      <dt>{word}</dt>
      <dd>
        {line && (
          <>
            <span className="num">{dayAndTime(Date.parse(line.at))}</span>{' '}
            <span>{line.method}</span> <code>{shortAddress(line.address)}</code>{' '}
            <span>{line.status === null ? '' : statusLine(line.status)}</span>
          </>
        )}
      </dd>
    </div>
  )
}
