import { Card } from '#components/Card'
import { SelectField } from '#components/SelectField'
import { SwitchField } from '#components/SwitchField'
import type { Settings } from '#ipc/bindings'

import { copy, historyOptions, otherDays } from './copy'

import styles from './SettingsPage.module.css'

/** For how long things are remembered when the settings do not say, as in the core. */
const USUAL_DAYS = 30

type Props = { settings: Settings; onSet: (settings: Settings) => void }

/** For how long what was sent is remembered, and how much of it. */
export function HistoryPanel({ settings, onSet }: Props) {
  const days = settings.historyDays ?? USUAL_DAYS
  const bodies = settings.historyBodies ?? false
  const known = historyOptions.some(({ id }) => id === String(days))
  return (
    <Card title={copy.historyTitle}>
      <div className={styles.fields}>
        <SelectField
          label={copy.historyDays}
          options={
            known
              ? historyOptions
              : [...historyOptions, { id: String(days), label: otherDays(days) }]
          }
          value={String(days)}
          hint={copy.historyDaysHint}
          onChange={(chosen) => onSet({ ...settings, historyDays: Number(chosen) })}
        />
        <SwitchField
          label={copy.historyBodies}
          value={bodies}
          words={bodies ? copy.on : copy.off}
          hint={copy.historyBodiesHint}
          onChange={(historyBodies) => onSet({ ...settings, historyBodies })}
        />
      </div>
    </Card>
  )
}
