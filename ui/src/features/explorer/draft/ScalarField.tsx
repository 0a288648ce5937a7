import { SelectField } from '#components/SelectField'
import { SwitchField } from '#components/SwitchField'
import { TextField } from '#components/TextField'
import type { SchemaNode } from '#ipc/bindings'
import { nodeAt, type Path, plainOf, rawOf } from '#lib/json-text'

import { copy, fieldHint } from '../copy-draft'
import { useForm } from './form'
import { type Control, rawFor } from './form-model'

import styles from './BodyForm.module.css'

type Props = {
  name: string
  node: SchemaNode
  path: Path
  control: Control
  error: string | undefined
}

/** Stands for "no value" in a list, where an empty text could be one. */
const NONE = '\nnone'

/** A value without values in it: a list of choices, a switch, or what is typed. */
export function ScalarField({ name, node, path, control, error }: Props) {
  const form = useForm()
  const value = nodeAt(form.root, path)
  const shown = value === undefined ? '' : plainOf(form.text, value)
  const hint = fieldHint(node)
  if (control === 'choice') {
    const all = [...node.allowed]
    if (value !== undefined && !all.includes(shown)) all.push(shown)
    const none = node.required ? [] : [{ id: NONE, label: copy.leaveOut }]
    return (
      <SelectField
        label={name}
        options={[...none, ...all.map((text) => ({ id: text, label: text }))]}
        value={value === undefined ? null : shown}
        placeholder={node.required ? copy.required : copy.leaveOut}
        hint={hint}
        error={error}
        onChange={(chosen) =>
          chosen === NONE ? form.remove(path) : form.set(path, rawFor('raw', node, chosen))
        }
      />
    )
  }
  const raw = value === undefined ? '' : rawOf(form.text, value)
  if (control === 'switch' && (value === undefined || raw === 'true' || raw === 'false')) {
    return (
      <SwitchField
        label={name}
        value={value === undefined ? null : raw === 'true'}
        words={value === undefined ? copy.body.notSet : raw === 'true' ? copy.yes : copy.no}
        hint={hint}
        error={error}
        onChange={(on) => form.set(path, String(on))}
      />
    )
  }
  const isNull = value?.type === 'null'
  return (
    <TextField
      label={name}
      value={isNull ? '' : shown}
      required={node.required}
      mono={control === 'raw'}
      hint={hint}
      error={error}
      placeholder={isNull ? copy.body.nullShown : (node.default ?? '')}
      end={node.required ? <span className={styles.required}>{copy.required}</span> : undefined}
      onChange={(typed) =>
        typed === '' && value === undefined
          ? undefined
          : form.set(path, rawFor(control, node, typed))
      }
    />
  )
}
