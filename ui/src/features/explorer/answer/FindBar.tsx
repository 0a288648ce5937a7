import { ChevronDown, ChevronUp, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'

import { IconButton } from '#components/IconButton'

import { copy } from '../copy-answer'

import styles from './FindBar.module.css'

type Props = {
  words: string
  /** `2 of 7`. */
  hits: string
  onWords: (words: string) => void
  onStep: (step: 1 | -1) => void
  onClose: () => void
}

/** Finds words in a body. Enter goes on, Shift with Enter back, Escape closes. */
export function FindBar({ words, hits, onWords, onStep, onClose }: Props) {
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
        aria-label={copy.find.field}
        value={words}
        spellCheck={false}
        // It opens because somebody asked to find something.
        autoFocus
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.hits} role="status">
        {words === '' ? '' : hits}
      </span>
      <IconButton
        label={copy.find.previous}
        icon={ChevronUp}
        size="small"
        onPress={() => onStep(-1)}
      />
      <IconButton
        label={copy.find.next}
        icon={ChevronDown}
        size="small"
        onPress={() => onStep(1)}
      />
      <IconButton label={copy.find.close} icon={X} size="small" onPress={onClose} />
    </div>
  )
}
