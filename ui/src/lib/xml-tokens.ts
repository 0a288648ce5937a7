import type { Token } from './json-tokens'

const TOKEN =
  /(<!--.*?(?:-->|$))|(<[/?!]?[^\s<>/?="']*|[/?]?>)|([^\s<>/?="']+)(?==["'])|("[^"]*"|'[^']*')/g

/** Longer lines are shown plainly: colouring them would cost more than it tells. */
const LONGEST = 4000

/** The coloured parts of one line of laid-out XML. What stands between tags stays plain. */
export function xmlTokens(line: string): Token[] {
  if (line.length > LONGEST) return [{ kind: 'plain', text: line, at: 0 }]
  const tokens: Token[] = []
  let at = 0
  let inTag = false
  const push = (kind: Token['kind'], text: string) => {
    if (text === '') return
    tokens.push({ kind, text, at })
    at += text.length
  }
  for (const found of line.matchAll(TOKEN)) {
    const [text, comment, tag] = found
    if (!inTag && comment === undefined && !tag?.startsWith('<')) continue
    push('plain', line.slice(at, found.index))
    if (comment !== undefined) push('plain', text)
    else if (tag !== undefined) {
      push('key', text)
      inTag = !tag.endsWith('>')
    } else push(found[3] === undefined ? 'string' : 'word', text)
  }
  push('plain', line.slice(at))
  return tokens
}
