import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'

import { Segments } from '#components/Segments'
import type { AccessView, TenantLine } from '#ipc/bindings'

import { CompareBar } from './CompareBar'
import { copy } from './copy'
import { Legend } from './Legend'
import { Matrix } from './Matrix'
import {
  type Chosen,
  compared,
  grouped,
  holderColumns,
  permissionsOf,
  presetColumn,
  wantedOf,
} from './model'
import { PlaceBar } from './PlaceBar'
import { useReadHolders } from './queries'
import type { AccessSearch } from './search'
import { SectionBand } from './SectionBand'
import { SidePanel } from './SidePanel'
import { Toolbar } from './Toolbar'

import styles from './MatrixPart.module.css'

/** The column with the permissions takes so much of the width, in pixels. */
const WIDE = 252

/** Who holds what: one kind of holder at a time, and what one looks at more closely beside it. */
export function MatrixPart({ tenant, view }: { tenant: TenantLine; view: AccessView }) {
  const search = useSearch({ from: '/access' })
  const navigate = useNavigate({ from: '/access' })
  const [words, setWords] = useState('')
  const [dangerous, setDangerous] = useState(false)
  const [differing, setDiffering] = useState(false)
  const [comparing, setComparing] = useState(false)
  const reading = useReadHolders(tenant.id)
  const section = view.sections.find(({ id }) => id === search.section) ?? view.sections[0]
  const permissions = useMemo(
    () => (section ? permissionsOf(view, section) : view.permissions),
    [view, section],
  )
  const preset = view.presets.find(({ id }) => id === search.preset)
  const place = section?.places.find(({ id }) => id === search.place)
  const holders = useMemo(
    () => (section ? holderColumns(section, place?.id) : []),
    [section, place?.id],
  )
  const presets = useMemo(
    () => view.presets.map((each) => presetColumn(each, permissions)),
    [view.presets, permissions],
  )
  const pair = useMemo(() => {
    const all = [...presets, ...holders]
    return (search.compare ?? []).flatMap((key) => all.find((each) => each.key === key) ?? [])
  }, [search.compare, presets, holders])
  const columns = useMemo(() => {
    if (pair.length === 2) return pair
    return [...(preset ? [presetColumn(preset, permissions)] : []), ...holders]
  }, [pair, preset, permissions, holders])
  const wanted = useDeferredValue(words)
  const lines = useMemo(() => {
    const some = wantedOf(permissions, columns, { words: wanted, dangerous, differing })
    return pair.length === 2 ? compared(some, columns, copy.compare) : grouped(some)
  }, [permissions, columns, wanted, dangerous, differing, pair.length])

  /** Changes the address; what is to go is left undefined. */
  const put = (next: { [K in keyof AccessSearch]?: AccessSearch[K] | undefined }) =>
    void navigate({ search: (before) => defined({ ...before, tenant: tenant.id, ...next }) })
  const choose = ({ permission, holder }: Chosen) => put({ permission, holder })
  const beside = comparing || search.compare !== undefined
  if (!section) return <p className="quiet">{copy.noPermissions}</p>
  return (
    <div className={styles.part}>
      <section className={styles.card} aria-label={section.label}>
        <div className={styles.bar}>
          {view.sections.length > 1 && (
            <Segments
              label={copy.sections}
              segments={view.sections.map(({ id, label }) => ({ id, label }))}
              value={section.id}
              onChange={(id) =>
                put({
                  section: id,
                  place: undefined,
                  compare: undefined,
                  permission: undefined,
                  holder: undefined,
                })
              }
            />
          )}
          <Toolbar
            tenant={tenant}
            view={view}
            words={words}
            onWords={setWords}
            dangerous={dangerous}
            onDangerous={setDangerous}
            differing={differing}
            onDiffering={setDiffering}
            preset={preset?.id}
            onPreset={(id) => put({ preset: id })}
            onCompare={
              presets.length + holders.length > 1 && !beside ? () => setComparing(true) : undefined
            }
            reading={reading}
          />
        </div>
        {beside && (
          <CompareBar
            columns={[...presets, ...holders]}
            keys={search.compare ?? []}
            onCompare={(keys) => put({ compare: keys.length > 0 ? keys : undefined })}
            onEnd={() => {
              setComparing(false)
              put({ compare: undefined })
            }}
          />
        )}
        {section.place !== null && section.places.length > 0 && (
          <PlaceBar
            tenant={tenant}
            section={section}
            place={place}
            reading={reading}
            onPlace={(id) => put({ place: id, holder: undefined })}
          />
        )}
        <SectionBand
          tenant={tenant}
          section={section}
          place={place}
          shown={holders.length}
          reading={reading}
        />
        <Matrix
          key={`${section.id} ${pair.map(({ key }) => key).join(' ')}`}
          label={copy.matrix(section.label)}
          corner={{ title: copy.permission, note: section.label }}
          lines={lines}
          columns={columns}
          chosen={{ permission: search.permission, holder: search.holder }}
          onChoose={choose}
          wide={WIDE}
        />
        <Legend readAt={section.readAt} />
      </section>
      <SidePanel
        tenant={tenant}
        view={view}
        section={section}
        permission={permissions.find(({ key }) => key === search.permission)}
        column={
          search.holder === undefined
            ? undefined
            : [...presets, ...holders].find(({ key }) => key === search.holder)
        }
        holders={holders}
        permissions={permissions}
        compare={search.compare ?? []}
        onChoose={choose}
        onCompare={(keys) => put({ compare: keys })}
      />
    </div>
  )
}

/** The same address without what is to go. */
const defined = (search: {
  [K in keyof AccessSearch]?: AccessSearch[K] | undefined
}): AccessSearch =>
  // What is left has a value for each of its keys.
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as AccessSearch
