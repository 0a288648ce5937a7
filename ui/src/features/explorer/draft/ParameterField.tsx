import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { ParameterView } from '#ipc/bindings'

import { firstWords } from '../Blocks'
import { copy as words } from '../copy'
import { copy } from '../copy-draft'

import styles from './DraftForm.module.css'

type Props = {
  parameter: ParameterView
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** Stands for "nothing" in a list of values, where an empty text could be one of them. */
const NONE = '\nnone'

/** A field for one parameter: a list where the document allows only some values. */
export function ParameterField({ parameter, value, error, onChange }: Props) {
  const { name, required, place, schema } = parameter
  const allowed =
    schema.allowed.length > 0
      ? schema.allowed
      : schema.typeWords === 'boolean'
        ? ['true', 'false']
        : []
  const list = schema.typeWords.startsWith('array')
  const hint = [hintOf(parameter), list ? copy.several : ''].filter(Boolean).join(' · ')
  if (allowed.length > 0) {
    const none = required ? [] : [{ id: NONE, label: copy.leaveOut }]
    return (
      <SelectField
        label={name}
        options={[...none, ...allowed.map((text) => ({ id: text, label: text }))]}
        value={value === '' ? null : value}
        placeholder={required ? copy.required : (parameter.example ?? copy.leaveOut)}
        hint={hint}
        error={error}
        onChange={(chosen) => onChange(chosen === NONE ? '' : chosen)}
      />
    )
  }
  return (
    <TextField
      label={name}
      value={value}
      onChange={onChange}
      required={required}
      error={error}
      hint={hint}
      end={<span className={styles.required}>{required ? copy.required : words.place(place)}</span>}
      {...(parameter.example ? { placeholder: copy.example(parameter.example) } : {})}
    />
  )
}

const MOST_HINT = 90

function hintOf({ schema, description }: ParameterView): string {
  const said = firstWords(description.length > 0 ? description : schema.description)
  const meaning = said.length > MOST_HINT ? `${said.slice(0, MOST_HINT).trimEnd()}…` : said
  const rule = [schema.typeWords === 'string' ? schema.format : schema.typeWords, schema.rule]
    .filter(Boolean)
    .join(', ')
  return [rule, meaning].filter((part) => part !== '').join(' · ')
}
