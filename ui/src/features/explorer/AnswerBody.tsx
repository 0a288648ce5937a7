import { Search } from 'lucide-react'
import { useCallback, useState } from 'react'

import { CopyButton } from '#components/CopyButton'
import { IconButton } from '#components/IconButton'
import { VirtualLines } from '#components/VirtualLines'
import type { BodyKind, BodyView } from '#ipc/bindings'
import { jsonTokens, visible } from '#lib/json-tokens'
import { findAll, pieces, type Span } from '#lib/marks'

import { copy } from './copy'
import { FindBar } from './FindBar'
import { BODY_PAGE, useBodyPages } from './queries-answer'
import { isFind, useKey } from './use-key'

import styles from './AnswerBody.module.css'

/** Up to here a search may bring in the whole body. */
const WHOLE = 4000

type Hit = Span & { line: number }

/** The body of an answer, line by line; lines are fetched as they come into view. */
export function AnswerBody({ exchange, body }: { exchange: string; body: BodyView }) {
  const { lines: total, first, kind } = body
  const [wanted, setWanted] = useState<ReadonlySet<number>>(new Set())
  const [finding, setFinding] = useState<{ words: string; at: number } | null>(null)

  const want = useCallback(
    (from: number, to: number) => {
      const pages = pagesOf(from, to).filter((page) => !whole(page, first.lines.length, total))
      setWanted((before) =>
        pages.every((page) => before.has(page)) ? before : new Set([...before, ...pages]),
      )
    },
    [first.lines.length, total],
  )
  const pages = useBodyPages(exchange, [...wanted])
  const lineAt = (index: number): string | undefined =>
    first.lines[index - first.from] ?? pages.get(Math.floor(index / BODY_PAGE))?.[index % BODY_PAGE]

  const loaded = Array.from({ length: total }, (_, index) => lineAt(index))
  const known = loaded.filter((line) => line !== undefined).length
  const hits = finding ? hitsIn(loaded, finding.words) : []
  const current = hits[(finding?.at ?? 0) % Math.max(1, hits.length)]
  const openFind = () => {
    setFinding({ words: '', at: 0 })
    if (total <= WHOLE) want(0, total - 1)
  }
  useKey(isFind, openFind)

  if (kind === 'empty' || total === 0) {
    return (
      <p className={styles.nothing}>
        {kind === 'binary' ? copy.answer.binary(body.size) : copy.answer.empty}
      </p>
    )
  }
  return (
    <div className={styles.body}>
      <div className={styles.tools}>
        {finding ? (
          <FindBar
            words={finding.words}
            hits={copy.answer.hits((finding.at % Math.max(1, hits.length)) + 1, hits.length)}
            scope={copy.answer.loaded(known, total)}
            onWords={(words) => setFinding({ words, at: 0 })}
            onStep={(step) =>
              setFinding({
                ...finding,
                at: (finding.at + step + Math.max(1, hits.length)) % Math.max(1, hits.length),
              })
            }
            onClose={() => setFinding(null)}
          />
        ) : (
          <IconButton label={copy.answer.find} icon={Search} size="small" onPress={openFind} />
        )}
        <CopyButton
          label={known < total ? copy.answer.copyLoaded : copy.answer.copyBody}
          text={loaded.filter((line) => line !== undefined).join('\n')}
        />
      </div>
      <div className={styles.lines}>
        <VirtualLines
          label={copy.answer.bodyLabel}
          count={total}
          onSeen={want}
          {...(current ? { shown: current.line } : {})}
        >
          {(index) => {
            const text = loaded[index]
            if (text === undefined) return <span className={styles.coming}>…</span>
            const marks = finding ? findAll(visible(text), finding.words) : []
            return (
              <Line
                text={visible(text)}
                kind={kind}
                marks={marks}
                current={current && current.line === index ? current.from : null}
              />
            )
          }}
        </VirtualLines>
      </div>
    </div>
  )
}

const pagesOf = (from: number, to: number): number[] => {
  const [start, end] = [Math.floor(from / BODY_PAGE), Math.floor(to / BODY_PAGE)]
  return Array.from({ length: end - start + 1 }, (_, index) => start + index)
}

/** Whether the answer brought a page with it already. */
const whole = (page: number, brought: number, total: number): boolean =>
  brought >= Math.min(total, (page + 1) * BODY_PAGE)

const hitsIn = (lines: readonly (string | undefined)[], words: string): Hit[] =>
  words === ''
    ? []
    : lines.flatMap((text, line) =>
        text === undefined ? [] : findAll(visible(text), words).map((span) => ({ ...span, line })),
      )

type LineProps = { text: string; kind: BodyKind; marks: readonly Span[]; current: number | null }

function Line({ text, kind, marks, current }: LineProps) {
  const tokens = kind === 'json' ? jsonTokens(text) : [{ kind: 'plain' as const, text, at: 0 }]
  return tokens.map((token) => (
    <span key={token.at} className={styles[token.kind]}>
      {pieces(
        token.text,
        marks
          .filter(({ from, to }) => from < token.at + token.text.length && to > token.at)
          .map(({ from, to }) => ({ from: Math.max(0, from - token.at), to: to - token.at })),
      ).map((piece) =>
        piece.marked ? (
          <mark
            key={piece.at}
            className={styles.hit}
            data-current={
              current !== null &&
              token.at + piece.at >= current &&
              token.at + piece.at < current + 1
                ? true
                : undefined
            }
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </span>
  ))
}
