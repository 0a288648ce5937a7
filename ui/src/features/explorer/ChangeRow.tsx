import { Minus, Pencil, Plus } from 'lucide-react'

import { Badge } from '#components/Badge'
import { Icon } from '#components/Icon'
import { MethodBadge } from '#components/MethodBadge'
import type { ChangeKind, ChangeView, ChangeWeight } from '#ipc/bindings'

import { changeWords } from './change-words'
import { copy } from './copy-document'

import styles from './ComparisonPanel.module.css'

const signs: Readonly<Record<ChangeKind, typeof Plus>> = {
  added: Plus,
  removed: Minus,
  changed: Pencil,
}

const tones = { breaking: 'bad', additive: 'ok', wording: 'neutral' } as const satisfies Record<
  ChangeWeight,
  string
>

type Props = {
  /** Nothing while it is on its way. */
  change: ChangeView | undefined
  /** The change above it; nothing at the top. */
  before: ChangeView | undefined | null
  onOpen: (operation: string) => void
}

/** One change; the first of an operation has the operation's name above it. */
export function ChangeRow({ change, before, onOpen }: Props) {
  if (!change) return <p className={styles.coming}>{copy.changes.coming}</p>
  const { operation } = change
  const first = before === null || before?.operation?.key !== operation?.key
  const isGone = operation !== null && change.reason === 'operationRemoved'
  return (
    <>
      {first && (
        <p className={styles.operation}>
          {operation === null ? (
            <span className="strong">{copy.changes.whole}</span>
          ) : (
            <>
              <MethodBadge method={operation.method} effect={operation.effect} />
              {isGone ? (
                <span className="strong clip">{operation.name}</span>
              ) : (
                <button type="button" className={styles.name} onClick={() => onOpen(operation.key)}>
                  {operation.name}
                </button>
              )}
              <code className={styles.path}>{operation.path}</code>
            </>
          )}
        </p>
      )}
      <div className={styles.change}>
        <Badge tone={tones[change.weight]}>{copy.changes.weight(change.weight)}</Badge>
        <span className={styles.sign} title={copy.changes.kind[change.change]}>
          <Icon of={signs[change.change]} size="small" />
          <span className="hidden">{copy.changes.kind[change.change]}</span>
        </span>
        <span className={styles.what} title={change.pointer}>
          {changeWords(change.reason)}
          {change.subject !== '' && (
            <>
              {': '}
              <code>{change.subject}</code>
            </>
          )}
        </span>
        {(change.before !== null || change.after !== null) && (
          <span className={styles.values}>
            {change.before !== null && (
              <del title={change.before}>
                <span className="hidden">{copy.changes.from} </span>
                {change.before}
              </del>
            )}
            {change.after !== null && (
              <ins title={change.after}>
                <span className="hidden">{copy.changes.to} </span>
                {change.after}
              </ins>
            )}
          </span>
        )}
      </div>
    </>
  )
}
