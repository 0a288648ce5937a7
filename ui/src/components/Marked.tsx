import { pieces, type Span } from '#lib/marks'

import styles from './Marked.module.css'

/** A text whose fitting parts are marked. */
export function Marked({ text, marks }: { text: string; marks: readonly Span[] }) {
  if (marks.length === 0) return text
  return pieces(text, marks).map((piece) =>
    piece.marked ? (
      <mark key={piece.at} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  )
}
