import { SelectField } from '#components/SelectField'
import { SwitchField } from '#components/SwitchField'
import { TextField } from '#components/TextField'
import type { TaskAsk } from '#ipc/bindings'

import { copy } from './copy'
import type { Desk } from './desk'
import { entryOf } from './model'
import { PickPanel } from './PickPanel'
import { SecretAskPanel } from './SecretAskPanel'
import { enter } from './use-doing'

type Props = {
  ask: TaskAsk
  deskKey: string
  tenant: string
  task: string
  asks: readonly TaskAsk[]
  entries: Desk['entries']
  offered: Readonly<Record<string, string>> | undefined
  error: string | undefined
}

/** One thing a task asks for, as the field that fits it. */
export function AskField(props: Props) {
  const { ask, deskKey, entries, offered, error } = props
  const entry = entryOf(ask, entries, offered)
  const value = entry.kind === 'text' ? entry.value : ''
  const put = (next: string) => enter(deskKey, ask.id, { kind: 'text', value: next })
  const hint = [
    ask.about,
    ask.kind === 'date' ? copy.dayHint : '',
    ask.optional ? copy.optional : '',
  ]
    .filter(Boolean)
    .join(' ')
  switch (ask.kind) {
    case 'pick':
      return (
        <PickPanel
          {...props}
          hint={hint}
          picked={entry.kind === 'picked' ? entry.picked : []}
          onPick={(picked) => enter(deskKey, ask.id, { kind: 'picked', picked })}
        />
      )
    case 'secret':
      return (
        <SecretAskPanel
          {...props}
          held={entry.kind === 'held' ? entry.held : null}
          onHeld={(held) => enter(deskKey, ask.id, { kind: 'held', held })}
        />
      )
    case 'choice':
      return (
        <SelectField
          label={ask.label}
          options={ask.options.map((option) => ({ id: option.value, label: option.label }))}
          value={value === '' ? null : value}
          onChange={put}
          hint={hint}
          error={error}
          placeholder={copy.choose}
        />
      )
    case 'toggle':
      return (
        <SwitchField
          label={ask.label}
          value={value === 'true'}
          words={value === 'true' ? copy.yes : copy.no}
          onChange={(on) => put(String(on))}
          hint={hint}
          error={error}
        />
      )
    case 'text':
    case 'number':
    case 'date':
    case 'reason':
      return (
        <TextField
          label={ask.label}
          value={value}
          onChange={put}
          hint={hint}
          error={error}
          required={!ask.optional}
        />
      )
    default: {
      const never: never = ask.kind
      return never
    }
  }
}
