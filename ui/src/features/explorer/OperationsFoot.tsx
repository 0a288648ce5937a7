import { GitCompareArrows } from 'lucide-react'
import { memo } from 'react'

import { Button } from '#components/Button'
import type { DocumentView, Effect } from '#ipc/bindings'
import { count } from '#lib/format'

import { copy } from './copy'
import { copy as documentCopy } from './copy-document'
import { FindingsButton } from './FindingsButton'
import { operationCount } from './model'
import { effects } from './search'
import { useGo } from './use-place'

import styles from './OperationsPane.module.css'

type Props = {
  view: DocumentView
  without: readonly Effect[]
  /** What a search came to, in words; empty while it is on its way, nothing without one. */
  found: string | null
  /** The id of the hint on narrowing. */
  hint: string
  /** Whether that hint is what a person needs now. */
  hinted: boolean
}

/** Below the list: how many there are, how many are shown, what changed, what was not read. */
export const OperationsFoot = memo(function OperationsFoot(props: Props) {
  const { view, without, found, hint, hinted } = props
  const go = useGo()
  const { line } = view
  const idle = found === null && !hinted
  const left = effects.filter((effect) => !without.includes(effect))
  const shown = left.reduce((sum, effect) => sum + view.effects[effect], 0)
  return (
    <footer className={styles.foot}>
      <span className="num clip" role="status">
        {found ?? (without.length > 0 && copy.shownOf(shown))}
      </span>
      <span id={hint} className={hinted ? 'clip' : 'hidden'}>
        {copy.narrow}
      </span>
      {idle && without.length === 0 && line.older === null && (
        <span className="num clip">{copy.operations(operationCount(view))}</span>
      )}
      {idle && line.older !== null && (
        <Button
          kind="plain"
          size="small"
          icon={GitCompareArrows}
          onPress={() => go({ operation: undefined, with: undefined })}
        >
          {documentCopy.changes.title(line.older.readAt)}
        </Button>
      )}
      <span className="push" />
      {line.findings > 0 && !hinted && (
        <FindingsButton
          document={line.id}
          total={line.findings}
          short={idle && line.older !== null}
        />
      )}
      <span className="hidden">
        {count(view.groups.length)} {copy.groups}
      </span>
    </footer>
  )
})
