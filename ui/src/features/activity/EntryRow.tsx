import { Mark } from '#components/Mark'
import type { AuditLine, TenantLine } from '#ipc/bindings'
import { clock, dayShort } from '#lib/format'

import { copy, happened } from './copy'
import { KindState } from './KindState'
import { ResultState } from './ResultState'

import styles from './EntryList.module.css'

type Props = {
  index: number
  total: number
  /** Nothing while it has not come. */
  line: AuditLine | undefined
  /** The tenant as it is now; nothing when it is gone. */
  tenant: TenantLine | undefined
  open: boolean
  focusable: boolean
  top: number
  onPress: () => void
}

/** One thing that was done. */
export function EntryRow({ index, total, line, tenant, open, focusable, top, onPress }: Props) {
  return (
    <div
      role="option"
      data-row={index}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={focusable ? 0 : -1}
      aria-selected={open}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={line ? undefined : copy.coming}
      onClick={onPress}
    >
      {line && (
        <>
          <span className={styles.time}>
            <span>{dayShort(line.at)}</span> {clock(line.at)}
          </span>
          <KindState line={line} />
          <span className={styles.what} title={happened(line)}>
            {happened(line)}
          </span>
          <span className={styles.tenant}>
            {tenant && <Mark mark={tenant.mark} size="small" />}
            <span className="clip">{line.tenantName ?? ''}</span>
          </span>
          <span className={styles.ticket} title={line.ticket ?? ''}>
            {line.ticket}
          </span>
          <ResultState result={line.result} />
        </>
      )}
    </div>
  )
}
