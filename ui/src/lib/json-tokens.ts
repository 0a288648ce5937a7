type TokenKind = 'key' | 'string' | 'number' | 'word' | 'plain'
export type Token = { kind: TokenKind; text: string; at: number }

const TOKEN =
  /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** Longer lines are shown plainly: colouring them would cost more than it tells. */
const LONGEST = 4000

/** The coloured parts of one line of laid-out JSON. A line cut short is read as far as it goes. */
export function jsonTokens(line: string): Token[] {
  if (line.length > LONGEST) return [{ kind: 'plain', text: line, at: 0 }]
  const tokens: Token[] = []
  let at = 0
  const push = (kind: TokenKind, text: string) => {
    if (text === '') return
    tokens.push({ kind, text, at })
    at += text.length
  }
  for (const found of line.matchAll(TOKEN)) {
    push('plain', line.slice(at, found.index))
    const [, quoted, colon, number, word] = found
    if (quoted !== undefined) {
      push(colon === undefined ? 'string' : 'key', quoted)
      push('plain', colon ?? '')
    } else if (number !== undefined) push('number', number)
    else push('word', word ?? '')
  }
  push('plain', line.slice(at))
  return tokens
}

const control = (code: number): boolean => code < 32 || (code >= 127 && code < 160)
const directed = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  code === 0xfeff

/** Makes characters visible that have no picture, or that turn the line around. */
export function visible(line: string): string {
  let shown = ''
  for (const letter of line) {
    const code = letter.codePointAt(0) ?? 0
    if (code === 9) shown += '    '
    else
      shown += control(code) || directed(code) ? `␣${code.toString(16).padStart(4, '0')}` : letter
  }
  return shown
}
