import { useEffect, useEffectEvent, useState } from 'react'

import { PickField } from '#components/PickField'
import type { TaskAsk } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import type { Desk, Picked } from './desk'
import { known } from './model'
import { usePicks } from './queries'
import { useSettled } from './use-settled'

type Props = {
  ask: TaskAsk
  tenant: string
  task: string
  asks: readonly TaskAsk[]
  entries: Desk['entries']
  offered: Readonly<Record<string, string>> | undefined
  picked: readonly Picked[]
  hint: string
  error: string | undefined
  onPick: (picked: readonly Picked[]) => void
}

/** A field whose choices the tenant has. */
export function PickPanel(props: Props) {
  const { ask, tenant, task, asks, entries, offered, picked, hint, error, onPick } = props
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState(false)
  const settled = useSettled(typed)
  const inputs = known(asks, ask.id, entries, offered)
  const unnamed = picked.find(({ id, label }) => id === label)
  const args = { tenant, task, field: ask.id, inputs }
  const picks = usePicks({ ...args, typed: settled }, wanted)
  // What an offer filled in is an id; the tenant knows its name.
  const named = usePicks({ ...args, typed: '' }, unnamed !== undefined)
  const found = named.data?.find(({ id }) => id === unnamed?.id)
  const name = useEffectEvent((choice: Picked) =>
    onPick(picked.map((each) => (each.id === choice.id ? choice : each))),
  )
  useEffect(() => {
    // The name belongs into the desk, which lies outside React and outlives this screen.
    if (found && found.label !== found.id) name(found)
  }, [found])
  return (
    <PickField
      label={ask.label}
      picked={picked}
      onPick={onPick}
      many={ask.many}
      choices={picks.data ?? []}
      onType={setTyped}
      onBegin={() => setWanted(true)}
      nothing={nothingWords(picks, asks)}
      hint={hint}
      error={error}
      required={!ask.optional}
    />
  )
}

/** Why there is nothing to choose. */
function nothingWords(
  { error, isFetching }: Pick<ReturnType<typeof usePicks>, 'error' | 'isFetching'>,
  asks: readonly TaskAsk[],
): string {
  if (isFetching) return copy.pickAsking
  if (!error) return copy.pickNone
  const problem = error.error.kind === 'invalid' ? error.error.problems[0] : undefined
  const other = problem && asks.find(({ id }) => id === problem.field)
  return other ? copy.pickFirst(other.label) : failureLine(error.error)
}
