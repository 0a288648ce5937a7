import { type KeyboardEvent, memo, type ReactNode, type RefObject } from 'react'

import { SearchField } from '#components/SearchField'
import { Segments } from '#components/Segments'
import type { DocumentView, Effect } from '#ipc/bindings'

import { copy } from './copy'
import { EffectFilter } from './EffectFilter'
import { useGo } from './use-place'

import styles from './OperationsPane.module.css'

type Props = {
  view: DocumentView
  menu: ReactNode
  words: string
  onWords: (words: string) => void
  onKey: (event: KeyboardEvent<HTMLInputElement>) => void
  onFinding: (finding: boolean) => void
  field: RefObject<HTMLInputElement | null>
  /** Whether the field has the focus at once. */
  finds: boolean
  /** The id of the hint on narrowing. */
  hint: string
  without: readonly Effect[]
  standing: 'group' | 'path'
}

/**
 * Above the list: the document, what is looked for, and how the list stands. It is kept as it is
 * while rows come, open and close, which they do often.
 */
export const OperationsHead = memo(function OperationsHead(props: Props) {
  const { view, menu, words, onWords, onKey, onFinding, field, finds, hint, without } = props
  const go = useGo()
  return (
    <div className={styles.head}>
      {menu}
      <div
        className={styles.search}
        onFocus={() => onFinding(true)}
        onBlur={() => onFinding(false)}
      >
        <SearchField
          label={copy.find}
          placeholder={copy.findHint}
          value={words}
          onChange={onWords}
          small
          inputRef={field}
          autoFocus={finds}
          onKeyDown={onKey}
          describedBy={hint}
        />
        {words === '' && <kbd aria-hidden>/</kbd>}
      </div>
      <EffectFilter
        counts={view.effects}
        without={without}
        onChange={(next: Effect[]) =>
          go({ without: next.length > 0 ? next : undefined }, 'replace')
        }
      />
      <Segments
        label={copy.standing}
        segments={[
          { id: 'group', label: copy.byGroup },
          { id: 'path', label: copy.byPath },
        ]}
        value={props.standing}
        onChange={(tree) => go({ tree: tree === 'path' ? 'path' : undefined }, 'replace')}
        wide
      />
    </div>
  )
})
