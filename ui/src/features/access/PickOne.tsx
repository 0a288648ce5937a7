import { type ReactNode, useState } from 'react'

import { PickField } from '#components/PickField'

import { copy } from './copy'

/** So many fit a list that opens; letters find the others. */
const OFFERED = 50

/** Something to choose: by what it is called, and what else is said of it. */
export type Offer = { id: string; label: string; note: string }

/** One of many, found by a few letters; nothing once the field is emptied. */
export function PickOne({
  label,
  offers,
  value,
  onChange,
  hint,
  error,
}: {
  label: string
  offers: readonly Offer[]
  value: string | undefined
  onChange: (id: string | undefined) => void
  hint?: ReactNode
  error?: string | undefined
}) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const fitting = offers.filter((offer) =>
    `${offer.label} ${offer.note}`.toLowerCase().includes(wanted),
  )
  return (
    <PickField
      label={label}
      picked={offers.filter(({ id }) => id === value)}
      onPick={([pick]) => onChange(pick?.id)}
      choices={fitting.slice(0, OFFERED)}
      onType={setTyped}
      onBegin={() => setTyped('')}
      nothing={copy.place.none}
      hint={hint}
      error={error}
    />
  )
}
