/** A part of a text that fits what was searched, in UTF-16 units. */
export type Span = { from: number; to: number }

export type Piece = { text: string; marked: boolean; at: number }

/** Cuts a text where its marks begin and end. Marks that overlap or lead outside do no harm. */
export function pieces(text: string, marks: readonly Span[]): Piece[] {
  const cut: Piece[] = []
  let at = 0
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    const from = Math.max(at, Math.min(mark.from, text.length))
    const to = Math.max(from, Math.min(mark.to, text.length))
    if (from > at) cut.push({ text: text.slice(at, from), marked: false, at })
    if (to > from) cut.push({ text: text.slice(from, to), marked: true, at: from })
    at = to
  }
  if (at < text.length) cut.push({ text: text.slice(at), marked: false, at })
  return cut
}

/** Where some words stand in a text, whatever their case. */
export function findAll(text: string, words: string): Span[] {
  if (words === '') return []
  const [hay, needle] = [text.toLowerCase(), words.toLowerCase()]
  // A few letters grow when they are made small; then positions would lie.
  if (hay.length !== text.length) return []
  const found: Span[] = []
  for (
    let from = hay.indexOf(needle);
    from >= 0;
    from = hay.indexOf(needle, from + needle.length)
  ) {
    found.push({ from, to: from + needle.length })
  }
  return found
}
