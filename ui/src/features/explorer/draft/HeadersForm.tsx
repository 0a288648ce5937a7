import { Plus, X } from 'lucide-react'

import { Button } from '#components/Button'
import { IconButton } from '#components/IconButton'
import type { HeaderInput, Problem } from '#ipc/bindings'
import { problemWords } from '#lib/problem-words'

import { copy } from '../copy-draft'
import { PairRow } from './PairRow'

import styles from './Pairs.module.css'

type Props = {
  headers: readonly HeaderInput[]
  problems: readonly Problem[]
  onChange: (headers: readonly HeaderInput[]) => void
}

/** Headers beside those the document knows. */
export function HeadersForm({ headers, problems, onChange }: Props) {
  const set = (at: number, change: Partial<HeaderInput>) =>
    onChange(headers.map((header, index) => (index === at ? { ...header, ...change } : header)))
  return (
    <div className={styles.pairs} role="group" aria-label={copy.headers.title}>
      {headers.map(({ name, value }, index) => {
        const wrong = problems.find(
          ({ field, place }) =>
            name !== '' &&
            field.toLowerCase() === name.toLowerCase() &&
            (place === 'header' || place === null),
        )
        return (
          // A header has no name of its own while it is written; its place is what it is.
          <PairRow
            key={index}
            name={{ label: copy.headers.name(index + 1), hint: copy.headers.nameHint, text: name }}
            value={{
              label: copy.headers.value(index + 1),
              hint: copy.headers.valueHint,
              text: value,
            }}
            error={wrong && problemWords(wrong.problem)}
            onName={(text) => set(index, { name: text })}
            onValue={(text) => set(index, { value: text })}
            end={
              <IconButton
                label={copy.headers.remove(name)}
                icon={X}
                size="small"
                onPress={() => onChange(headers.filter((_, at) => at !== index))}
              />
            }
          />
        )
      })}
      <div>
        <Button
          kind="plain"
          size="small"
          icon={Plus}
          onPress={() => onChange([...headers, { name: '', value: '' }])}
        >
          {copy.headers.add}
        </Button>
      </div>
    </div>
  )
}
