import { useState } from 'react'

import { Button } from '#components/Button'

import { copy } from './copy'

/** The first of a list, and a button for the rest. */
export function useMore<T>(all: readonly T[], first: number) {
  const [open, setOpen] = useState(false)
  const rest = all.length - first
  return {
    shown: open ? all : all.slice(0, first),
    more:
      rest > 0 && !open ? (
        <span>
          <Button kind="plain" size="small" onPress={() => setOpen(true)}>
            {copy.panel.more(rest)}
          </Button>
        </span>
      ) : null,
  }
}
