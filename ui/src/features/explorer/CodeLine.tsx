import { jsonTokens, visible } from '#lib/json-tokens'

import styles from './CodeLine.module.css'

/** One line of laid-out JSON, coloured; what has no picture is made visible. */
export function CodeLine({ text }: { text: string }) {
  return jsonTokens(text).map(({ kind, text: part, at }) => (
    <span key={at} className={styles[kind]}>
      {visible(part)}
    </span>
  ))
}
