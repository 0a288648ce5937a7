import { Search } from 'lucide-react'
import { useCallback, useState } from 'react'

import { CopyButton } from '#components/CopyButton'
import { IconButton } from '#components/IconButton'
import { VirtualLines } from '#components/VirtualLines'
import type { BodyView } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { PAGE, pagesOf, useBodyPages, wholeBody } from '../queries-answer'
import { isFind, useKey } from '../use-key'
import { CodeLine } from './CodeLine'
import { FindBar } from './FindBar'
import { useFind } from './use-find'

import styles from './BodyLines.module.css'

/** Up to here a body can be copied; beyond, it is saved. */
const MOST_COPIED = 4000

/** The body of an answer, line by line; lines are fetched as they come into view. */
export function BodyLines({ exchange, body }: { exchange: string; body: BodyView }) {
  const { lines: total, first, kind } = body
  const [seen, setSeen] = useState({ first: 0, last: 0 })
  const onSeen = useCallback(
    (from: number, to: number) =>
      setSeen((old) => (old.first === from && old.last === to ? old : { first: from, last: to })),
    [],
  )
  const brought = first.from + first.lines.length
  const wanted = pagesOf(seen.first, seen.last).filter(
    (page) => Math.min(total, (page + 1) * PAGE) > brought,
  )
  const pages = useBodyPages(exchange, wanted)
  const find = useFind(exchange)
  useKey(isFind, find.start)

  if (kind === 'empty' || kind === 'binary' || total === 0) {
    return (
      <p className={styles.nothing}>{kind === 'binary' ? copy.binary(body.size) : copy.empty}</p>
    )
  }
  const lineAt = (index: number): string | undefined =>
    first.lines[index - first.from] ?? pages.rows.get(Math.floor(index / PAGE))?.[index % PAGE]
  return (
    <div className={styles.body}>
      <div className={styles.tools}>
        {find.open ? (
          <FindBar
            words={find.words}
            hits={find.hits}
            onWords={find.type}
            onStep={find.step}
            onClose={find.close}
          />
        ) : (
          <IconButton label={copy.find.open} icon={Search} size="small" onPress={find.start} />
        )}
        {total <= MOST_COPIED && (
          <CopyButton label={copy.copyBody} text={() => wholeBody(exchange, total)} />
        )}
      </div>
      <div className={styles.lines}>
        <VirtualLines
          label={copy.bodyLabel}
          count={total}
          onSeen={onSeen}
          {...(find.current ? { shown: find.current.line } : {})}
        >
          {(index) => {
            const text = lineAt(index)
            if (text === undefined) return <span className={styles.coming}>…</span>
            return (
              <CodeLine
                text={text}
                kind={kind}
                words={find.open ? find.words : ''}
                current={find.current?.line === index ? find.current : null}
              />
            )
          }}
        </VirtualLines>
      </div>
    </div>
  )
}
