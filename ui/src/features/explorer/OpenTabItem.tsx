import { X } from 'lucide-react'

import { Icon } from '#components/Icon'
import { MethodBadge } from '#components/MethodBadge'
import type { Effect } from '#lib/looks'

import { copy } from './copy-document'

import styles from './OpenTabStrip.module.css'

type Props = {
  method: string
  effect: Effect
  /** The operation's name, or its path until that is known. */
  name: string
  known: boolean
  detail: string
  current: boolean
  /** Whether it is the one tab stop of the strip. */
  stop: boolean
  /** Whether it was only looked at, so that the next one takes its place. */
  preview: boolean
  onShow: () => void
  onKeep: () => void
  onClose: () => void
}

/** One open operation. The middle button closes it, a double click keeps it. */
export function OpenTabItem(props: Props) {
  const { method, effect, name, known, detail, current, stop, preview } = props
  return (
    <div
      role="presentation"
      className={styles.tab}
      data-current={current || undefined}
      data-preview={preview || undefined}
      title={`${name}\n${detail}`}
      onMouseDown={(event) => {
        // The middle button would otherwise begin to scroll.
        if (event.button === 1) event.preventDefault()
      }}
      onAuxClick={(event) => {
        if (event.button === 1) props.onClose()
      }}
    >
      <button
        role="tab"
        type="button"
        className={styles.words}
        aria-selected={current}
        tabIndex={stop ? 0 : -1}
        onClick={props.onShow}
        onDoubleClick={props.onKeep}
      >
        <MethodBadge method={method} effect={effect} />{' '}
        <span className={styles.name} data-mono={!known || undefined}>
          {name}
        </span>
      </button>
      {/* A picture for the pointer; keys close with Delete. */}
      <button
        type="button"
        className={styles.close}
        aria-hidden
        tabIndex={-1}
        title={copy.tabs.close}
        onClick={props.onClose}
      >
        <Icon of={X} size="tiny" />
      </button>
    </div>
  )
}
