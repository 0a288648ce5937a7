import { ChevronDown, ChevronUp, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'

import { IconButton } from '#components/IconButton'

import { copy } from './copy'

import styles from './FindBar.module.css'

type Props = {
  words: string
  /** `2 of 7`. */
  hits: string
  /** How much of the body was looked through, when not all. */
  scope: string
  onWords: (words: string) => void
  onStep: (step: 1 | -1) => void
  onClose: () => void
}

/** Finds words in what has been loaded. Enter goes on, Shift with Enter back, Escape closes. */
export function FindBar({ words, hits, scope, onWords, onStep, onClose }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.bar} role="search">
      <input
        className={styles.input}
        aria-label={copy.answer.findField}
        value={words}
        spellCheck={false}
        // It opens because somebody asked to find something.
        autoFocus
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.hits} role="status">
        {words === '' ? '' : hits} {words === '' ? '' : scope}
      </span>
      <IconButton
        label={copy.answer.previous}
        icon={ChevronUp}
        size="small"
        onPress={() => onStep(-1)}
      />
      <IconButton
        label={copy.answer.next}
        icon={ChevronDown}
        size="small"
        onPress={() => onStep(1)}
      />
      <IconButton label={copy.answer.closeFind} icon={X} size="small" onPress={onClose} />
    </div>
  )
}
