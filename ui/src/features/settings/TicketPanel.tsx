import { useState } from 'react'

import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { Settings, TicketRequired } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { problemWords } from '#lib/problem-words'

import { policyCopy, requiredOptions, ticketCopy as copy } from './copy-policy'
import { usePolicy, useSetSettings } from './queries'

import styles from './SettingsPage.module.css'

type Words = Pick<Settings, 'ticketSystem' | 'ticketPattern' | 'ticketHint'>

const NAMES: readonly (keyof Words)[] = ['ticketSystem', 'ticketPattern', 'ticketHint']

/** What tickets look like here, and when one has to be set. */
export function TicketPanel({ settings }: { settings: Settings }) {
  const policy = usePolicy().data
  const set = useSetSettings()
  const [entered, setEntered] = useState<Words>({})
  const value = (name: keyof Words) => entered[name] ?? settings[name] ?? ''
  const changed = NAMES.some((name) => value(name) !== (settings[name] ?? ''))
  const error = set.error?.error
  const problems = error?.kind === 'invalid' ? error.problems : []
  const problemOf = (field: string) => {
    const found = problems.find((problem) => problem.field === field)
    return found && problemWords(found.problem)
  }
  const store = (next: Partial<Settings>) =>
    set.mutate({ ...settings, ...next }, { onSuccess: () => setEntered({}) })
  const fixed = policy?.ticketPattern ?? null
  const field = (name: keyof Words, label: string, hint: string, unavailable?: string) => (
    <TextField
      label={label}
      value={name === 'ticketPattern' && fixed !== null ? fixed : value(name)}
      onChange={(text) => setEntered((before) => ({ ...before, [name]: text }))}
      hint={hint}
      error={problemOf(name)}
      unavailable={unavailable}
      mono={name === 'ticketPattern'}
    />
  )
  return (
    <Card title={copy.title}>
      <div className={styles.fields}>
        <SelectField<TicketRequired>
          label={copy.required}
          options={requiredOptions}
          value={policy?.tickets ?? settings.ticketRequired ?? 'production'}
          unavailable={policy?.tickets ? policyCopy.fixed(policy.file) : undefined}
          onChange={(ticketRequired) => store({ ticketRequired })}
        />
        {field(
          'ticketPattern',
          copy.pattern,
          copy.patternHint,
          policy && fixed !== null ? policyCopy.fixed(policy.file) : undefined,
        )}
        {field('ticketHint', copy.hint, copy.hintHint)}
        {field('ticketSystem', copy.system, copy.systemHint)}
        <div className={styles.buttons}>
          <Button
            unavailable={changed ? undefined : copy.unchanged}
            onPress={() =>
              store({
                ticketSystem: value('ticketSystem').trim(),
                ticketPattern: value('ticketPattern').trim(),
                ticketHint: value('ticketHint').trim(),
              })
            }
          >
            {copy.save}
          </Button>
          <span role="status" className="quiet small">
            {set.isSuccess && !changed ? copy.saved : ''}
          </span>
        </div>
        {error && problems.length === 0 && error.kind !== 'cancelled' && (
          <Notice tone="bad">{failureLine(error)}</Notice>
        )}
      </div>
    </Card>
  )
}
