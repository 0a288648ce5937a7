import { Check, X } from 'lucide-react'

import { MethodBadge } from '#components/MethodBadge'
import { State } from '#components/State'
import type { ExchangeLine } from '#ipc/bindings'
import { duration } from '#lib/format'
import { statusTone } from '#lib/http'

import { copy as words } from '../copy'
import { copy } from '../copy-requests'

import styles from './Shelf.module.css'

type Props = {
  index: number
  total: number
  /** Nothing while it has not come. */
  line: ExchangeLine | undefined
  tenant: string | undefined
  chosen: boolean
  focusable: boolean
  top: number
  onPress: () => void
}

/** The path and what stands behind it; the host is the tenant's, whose name stands below. */
export const shortAddress = (address: string): string =>
  address.replace(/^https?:\/\/[^/]*/, '') || '/'

/** One thing that was sent. */
export function HistoryRow(props: Props) {
  const { index, total, line, tenant, chosen, focusable, top, onPress } = props
  const tone = statusTone(line?.status ?? null)
  const path = line ? shortAddress(line.address) : ''
  return (
    <div
      role="option"
      data-row={index}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={focusable ? 0 : -1}
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={line ? undefined : copy.coming}
      onClick={onPress}
    >
      {line && (
        <>
          <MethodBadge method={line.method} effect={line.effect} />
          <code className={styles.path} title={line.address}>
            {path}
          </code>
          <State icon={tone === 'ok' ? Check : X} tone={tone}>
            {line.status ?? words.noAnswer}
          </State>
          <span className={styles.second}>
            <span className="num">{words.when(line.at)}</span>
            <span className="clip">{tenant ?? line.tenant}</span>
            <span className="push" />
            <span className="num">{duration(line.tookMs)}</span>
          </span>
        </>
      )}
    </div>
  )
}
