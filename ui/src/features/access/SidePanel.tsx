import { MousePointerClick, X } from 'lucide-react'

import { Empty } from '#components/Empty'
import { IconButton } from '#components/IconButton'
import type { AccessSection, AccessView, PermissionView, TenantLine } from '#ipc/bindings'

import { cellSentence, copy } from './copy'
import { HolderPart } from './HolderPart'
import { type Chosen, type MatrixColumn, written } from './model'
import { PermissionPart } from './PermissionPart'

import styles from './SidePanel.module.css'

type Props = {
  tenant: TenantLine
  view: AccessView
  section: AccessSection
  permission: PermissionView | undefined
  column: MatrixColumn | undefined
  holders: readonly MatrixColumn[]
  permissions: readonly PermissionView[]
  /** What is compared already. */
  compare: readonly string[]
  onChoose: (chosen: Chosen) => void
  onCompare: (keys: readonly string[]) => void
}

/** A cell, a permission or a column, more closely. */
export function SidePanel(props: Props) {
  const { tenant, view, section, permission, column, holders, permissions, onChoose } = props
  const title = permission ? written(permission) : column?.name
  return (
    <aside className={styles.panel} aria-label={copy.panel.title}>
      {title === undefined ? (
        <div className={styles.empty}>
          <Empty icon={MousePointerClick} title={copy.panel.emptyTitle}>
            {copy.panel.emptyText}
          </Empty>
        </div>
      ) : (
        <>
          <header className={styles.head}>
            <div className={styles.names}>
              <h2 className={styles.title}>{title}</h2>
              <p className="quiet small">
                {permission
                  ? permission.group
                  : [column?.place && copy.panel.at(column.place), column?.note]
                      .filter(Boolean)
                      .join(', ')}
              </p>
            </div>
            <IconButton label={copy.panel.close} icon={X} onPress={() => onChoose({})} />
          </header>
          {/* Another thing is read from its beginning. */}
          <div className={styles.body} key={`${permission?.key} ${column?.key}`}>
            {permission && column && (
              <p className={styles.sentence}>
                {cellSentence(column.name, column.cells.get(permission.key))}
              </p>
            )}
            {permission ? (
              <PermissionPart
                tenant={tenant}
                section={section}
                permission={permission}
                permissions={view.permissions}
                holders={holders}
                onChoose={onChoose}
              />
            ) : (
              column && (
                <HolderPart
                  tenant={tenant}
                  section={section}
                  column={column}
                  preset={view.presets.find(({ id }) => `preset ${id}` === column.key)}
                  permissions={permissions}
                  compare={props.compare}
                  onChoose={onChoose}
                  onCompare={props.onCompare}
                />
              )
            )}
          </div>
        </>
      )}
    </aside>
  )
}
