import { memo } from 'react'

import type { BodyKind } from '#ipc/bindings'
import { jsonTokens, type Token, visible } from '#lib/json-tokens'
import { findAll, pieces, type Span } from '#lib/marks'
import { xmlTokens } from '#lib/xml-tokens'

import styles from './BodyLines.module.css'

type Props = {
  /** As it came; letters without a picture are made visible here. */
  text: string
  kind: BodyKind
  /** Words to mark wherever they stand. */
  words: string
  /** The one place of them that is looked at, in the line as it came. */
  current: Span | null
}

function tokensOf(kind: BodyKind, text: string): Token[] {
  if (kind === 'json') return jsonTokens(text)
  if (kind === 'xml' || kind === 'html') return xmlTokens(text)
  return [{ kind: 'plain', text, at: 0 }]
}

/** One line of a body in its colours, with what was searched for marked. */
export const CodeLine = memo(function CodeLine({ text, kind, words, current }: Props) {
  const shown = visible(text)
  // Places are counted in the line as it came; what is shown may be longer.
  const place = (at: number) => (shown === text ? at : visible(text.slice(0, at)).length)
  const here = current && { from: place(current.from), to: place(current.to) }
  const others = findAll(shown, words).filter(
    ({ from, to }) => !here || to <= here.from || from >= here.to,
  )
  const marks = here ? [...others, here] : others
  return tokensOf(kind, shown).map((token) => (
    <span key={token.at} className={styles[token.kind]}>
      {pieces(token.text, within(marks, token)).map((piece) =>
        piece.marked ? (
          <mark
            key={piece.at}
            className={styles.hit}
            data-current={(here && isIn(here, token.at + piece.at)) || undefined}
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </span>
  ))
})

const isIn = ({ from, to }: Span, at: number): boolean => at >= from && at < to

/** The marks that touch a token, counted from its start. */
const within = (marks: readonly Span[], { at, text }: Token): Span[] =>
  marks
    .filter(({ from, to }) => from < at + text.length && to > at)
    .map(({ from, to }) => ({ from: Math.max(0, from - at), to: to - at }))
