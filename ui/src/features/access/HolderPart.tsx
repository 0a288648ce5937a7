import { useNavigate } from '@tanstack/react-router'
import { FileText, GitCompareArrows, Scale } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import type { AccessSection, PermissionView, PresetView, TenantLine } from '#ipc/bindings'

import { ConsolePage } from './ConsolePage'
import { copy, purposeWord } from './copy'
import { type Chosen, givenTo, heldBy, type MatrixColumn } from './model'
import { OpensPart } from './OpensPart'
import { PermissionNames } from './PermissionNames'

import styles from './SidePanel.module.css'

type Props = {
  tenant: TenantLine
  section: AccessSection
  column: MatrixColumn
  /** What the column stands for, where it is no holder. */
  preset: PresetView | undefined
  permissions: readonly PermissionView[]
  compare: readonly string[]
  onChoose: (chosen: Chosen) => void
  onCompare: (keys: readonly string[]) => void
}

/** What somebody holds, or what a purpose needs: how much, what is dangerous, what it opens. */
export function HolderPart(props: Props) {
  const { tenant, section, column, preset, permissions, compare, onChoose, onCompare } = props
  const navigate = useNavigate({ from: '/access' })
  const held = preset ? preset.held : heldBy(column)
  const given = preset ? preset.grants : givenTo(column, permissions)
  const dangerous = permissions.filter((one) => one.danger !== null && held.includes(one.key))
  const unsaid = [...column.cells.values()].filter(({ kind }) => kind === 'unknown').length
  const [first] = compare
  return (
    <>
      {preset && <p>{purposeWord[preset.purpose]}.</p>}
      <p>{copy.panel.holds(held.length, permissions.length)}</p>
      {preset && preset.warn.length > 0 && (
        <Notice tone="warn">
          {preset.warn.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </Notice>
      )}
      <div className={styles.actions}>
        {compare.length < 2 && first !== column.key && (
          <Button
            size="small"
            icon={GitCompareArrows}
            onPress={() => onCompare(first === undefined ? [column.key] : [first, column.key])}
          >
            {first === undefined ? copy.compare.begin : copy.compare.second(column.name)}
          </Button>
        )}
        <Button
          size="small"
          icon={FileText}
          onPress={() =>
            void navigate({ search: { tenant: tenant.id, view: 'sheet', grants: given } })
          }
        >
          {copy.panel.sheet}
        </Button>
        {!preset && (
          <Button
            size="small"
            icon={Scale}
            onPress={() =>
              void navigate({
                search: {
                  tenant: tenant.id,
                  view: 'least',
                  section: section.id,
                  holder: column.key,
                },
              })
            }
          >
            {copy.panel.least}
          </Button>
        )}
      </div>
      {dangerous.length > 0 ? (
        <PermissionNames
          title={copy.panel.dangerous}
          permissions={dangerous}
          onChoose={(key) => onChoose({ permission: key, holder: column.key })}
        />
      ) : (
        unsaid === 0 && <p className="quiet">{copy.panel.noDanger}</p>
      )}
      {unsaid > 0 && <p className="quiet">{copy.panel.unsaid(unsaid)}</p>}
      {column.unknown.length > 0 && (
        <section className={styles.part} aria-label={copy.panel.unknown}>
          <h3 className={styles.label}>{copy.panel.unknown}</h3>
          <ul className={styles.rows}>
            {column.unknown.map((name) => (
              <li key={name} className="clip">
                {name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {!preset && <ConsolePage page={section.page} address={section.address} />}
      <OpensPart tenant={tenant.id} held={held} permissions={permissions} />
    </>
  )
}
