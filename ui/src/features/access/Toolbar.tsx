import { Download, GitCompareArrows, RefreshCw } from 'lucide-react'

import { Button } from '#components/Button'
import { SearchField } from '#components/SearchField'
import { SelectField } from '#components/SelectField'
import type { AccessView, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy, purposeWord } from './copy'
import { type useReadHolders, useSaveAccess } from './queries'
import { Tick } from './Tick'

import styles from './Bars.module.css'

const NONE = ''

type Props = {
  tenant: TenantLine
  view: AccessView
  words: string
  onWords: (words: string) => void
  dangerous: boolean
  onDangerous: (only: boolean) => void
  differing: boolean
  onDiffering: (only: boolean) => void
  preset: string | undefined
  onPreset: (preset: string | undefined) => void
  /** Begins to compare two columns, where there are two. */
  onCompare: (() => void) | undefined
  reading: ReturnType<typeof useReadHolders>
}

/** What narrows the lines, what stands beside the holders, and what can be done with all of it. */
export function Toolbar(props: Props) {
  const { tenant, view, reading } = props
  const save = useSaveAccess(tenant.id)
  const read = view.sections.some(({ readAt }) => readAt !== null)
  return (
    <>
      <div className={styles.deeds}>
        {props.onCompare && (
          <Button kind="plain" icon={GitCompareArrows} onPress={props.onCompare}>
            {copy.compare.label}
          </Button>
        )}
        <span className="quiet small" role="status">
          {save.error
            ? failureLine(save.error.error, { tenant: tenant.name })
            : save.data
              ? copy.saved(save.data)
              : ''}
        </span>
        {read && !reading.running && (
          <Button kind="plain" icon={RefreshCw} onPress={() => reading.begin(null)}>
            {copy.readAgain}
          </Button>
        )}
        <Button
          icon={Download}
          unavailable={read ? undefined : copy.nothingToSave}
          onPress={() => save.mutate()}
        >
          {copy.save}
        </Button>
      </div>
      <div className={styles.tools}>
        <div className={styles.find}>
          <SearchField
            label={copy.find}
            placeholder={copy.find}
            value={props.words}
            onChange={props.onWords}
          />
        </div>
        <Tick label={copy.dangerous} value={props.dangerous} onChange={props.onDangerous} />
        <Tick label={copy.differing} value={props.differing} onChange={props.onDiffering} />
        {view.presets.length > 0 && (
          <div className={styles.pick}>
            <SelectField
              label={copy.preset}
              labelHidden
              options={[
                { id: NONE, label: copy.noPreset },
                ...view.presets.map(({ id, label, purpose }) => ({
                  id,
                  label: copy.presetFor(label),
                  detail: purposeWord[purpose],
                })),
              ]}
              value={props.preset ?? NONE}
              onChange={(id) => props.onPreset(id === NONE ? undefined : id)}
            />
          </div>
        )}
      </div>
    </>
  )
}
