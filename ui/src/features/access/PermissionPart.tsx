import { Notice } from '#components/Notice'
import type { AccessSection, PermissionView, TenantLine } from '#ipc/bindings'
import { count } from '#lib/format'

import { CellMark } from './CellMark'
import { copy } from './copy'
import { byKey, type Chosen, isHeld, type MatrixColumn } from './model'
import { OpensPart } from './OpensPart'
import { PermissionNames } from './PermissionNames'
import { useMore } from './use-more'

import styles from './SidePanel.module.css'

/** So many holders are named at first. */
const NAMED = 12

type Props = {
  tenant: TenantLine
  section: AccessSection
  permission: PermissionView
  /** All there are. */
  permissions: readonly PermissionView[]
  holders: readonly MatrixColumn[]
  onChoose: (chosen: Chosen) => void
}

/** What a permission lets one do, what comes with it, who has it, and what it opens. */
export function PermissionPart(props: Props) {
  const { tenant, section, permission, permissions, holders, onChoose } = props
  const known = byKey(permissions)
  const named = (keys: readonly string[]) => keys.flatMap((key) => known.get(key) ?? [])
  return (
    <>
      <p>{copy.panel.lets(permission.lets)}</p>
      {permission.danger !== null && <Notice tone="warn">{sentence(permission.danger)}</Notice>}
      <PermissionNames
        title={copy.panel.includes}
        permissions={named(permission.includes)}
        onChoose={(key) => onChoose({ permission: key })}
      />
      <PermissionNames
        title={copy.panel.onlyWith}
        permissions={named(permission.onlyWith)}
        onChoose={(key) => onChoose({ permission: key })}
      />
      {permission.since !== null && (
        <p className="quiet small">{copy.panel.since(permission.since)}</p>
      )}
      <WhoHas section={section} permission={permission.key} holders={holders} onChoose={onChoose} />
      <OpensPart tenant={tenant.id} held={[permission.key]} permissions={permissions} alone />
    </>
  )
}

function WhoHas({
  section,
  permission,
  holders,
  onChoose,
}: {
  section: AccessSection
  permission: string
  holders: readonly MatrixColumn[]
  onChoose: (chosen: Chosen) => void
}) {
  const having = holders.filter(({ cells }) => isHeld(cells.get(permission)))
  const { shown, more } = useMore(having, NAMED)
  const title = copy.panel.whoHas(section.label)
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.label}>
        {title} {having.length > 0 && <span className="num">{count(having.length)}</span>}
      </h3>
      {section.state.kind !== 'read' ? (
        <p className="quiet">{copy.panel.notRead}</p>
      ) : having.length === 0 ? (
        <p className="quiet">{copy.panel.nobody}</p>
      ) : (
        <ul className={styles.rows}>
          {shown.map(({ key, name, place, cells }) => (
            <li key={key}>
              <button
                type="button"
                className={styles.choice}
                onClick={() => onChoose({ permission, holder: key })}
              >
                {name}
              </button>
              {place !== null && <span className="quiet small clip">{copy.panel.at(place)}</span>}
              <span className="push small">
                <CellMark cell={cells.get(permission)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  )
}

/** Reasons are written without a stop, as they complete lists elsewhere. */
const sentence = (reason: string): string => (/[.!?]$/.test(reason) ? reason : `${reason}.`)
