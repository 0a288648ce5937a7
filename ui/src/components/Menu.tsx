import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'

import { Icon } from './Icon'

import styles from './Menu.module.css'

export type Entry =
  | { kind: 'separator'; id: string }
  | {
      kind?: 'entry'
      id: string
      label: string
      /** A second line. */
      detail?: string | undefined
      icon?: LucideIcon
      /** What stands before the words instead of an icon. */
      start?: ReactNode
      end?: ReactNode
      danger?: boolean
      /** Why it cannot be chosen now; shown as the second line. */
      unavailable?: string | undefined
      onChoose: () => void
    }

/** A list of things to do, opened by the button it is given. */
export function Menu({
  label,
  trigger,
  entries,
  open,
  onOpen,
}: {
  label: string
  trigger: ReactNode
  entries: readonly Entry[]
  /** Whether it is open, where somebody else decides that, too. */
  open?: boolean
  onOpen?: (open: boolean) => void
}) {
  const off = entries.flatMap((entry) =>
    entry.kind !== 'separator' && entry.unavailable !== undefined ? [entry.id] : [],
  )
  return (
    <MenuTrigger
      {...(open === undefined ? {} : { isOpen: open })}
      {...(onOpen ? { onOpenChange: onOpen } : {})}
    >
      {trigger}
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu className={styles.menu ?? ''} aria-label={label} disabledKeys={off}>
          {entries.map((entry) =>
            entry.kind === 'separator' ? (
              <Separator key={entry.id} className={styles.separator ?? ''} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                className={styles.item ?? ''}
                textValue={entry.label}
                onAction={entry.onChoose}
                data-danger={entry.danger || undefined}
              >
                {entry.start ?? (entry.icon && <Icon of={entry.icon} />)}
                <span className={styles.words}>
                  <span className="clip">{entry.label}</span>
                  {(entry.unavailable ?? entry.detail) && (
                    <span className={styles.detail}>{entry.unavailable ?? entry.detail}</span>
                  )}
                </span>
                {entry.end}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
