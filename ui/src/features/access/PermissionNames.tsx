import { TriangleAlert } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { PermissionView } from '#ipc/bindings'

import { copy } from './copy'
import { written } from './model'

import styles from './SidePanel.module.css'

/** Permissions by name, each a way to look at it more closely; nothing where there are none. */
export function PermissionNames({
  title,
  permissions,
  onChoose,
}: {
  title: string
  permissions: readonly PermissionView[]
  onChoose?: (key: string) => void
}) {
  if (permissions.length === 0) return null
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.label}>{title}</h3>
      <ul className={styles.rows}>
        {permissions.map((one) => (
          <li key={one.key}>
            {onChoose ? (
              <button type="button" className={styles.choice} onClick={() => onChoose(one.key)}>
                {written(one)}
              </button>
            ) : (
              <span className="clip">{written(one)}</span>
            )}
            {one.danger !== null && (
              <span className={styles.danger} title={one.danger}>
                <Icon of={TriangleAlert} size="small" />
                <span className="hidden">{copy.danger}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
