import { useState } from 'react'

import { COVERED, useRaised } from './shield'

/** What a field says of itself while its text is covered. */
export const COVERED_HINT = 'Covered by the privacy shield.'

/**
 * A field while the privacy shield is up: what stood in it is covered and stays as it is. What is
 * typed into an empty field is seen until the field is left.
 */
export function useCovered(value: string, onChange: (value: string) => void) {
  const raised = useRaised()
  /** While the shield was up for which time something was begun here. */
  const [begun, setBegun] = useState<number | null>(null)
  const covered = raised !== null && value !== '' && begun !== raised
  return {
    covered,
    value: covered ? COVERED : value,
    onChange: (next: string) => {
      if (covered) return
      if (value === '') setBegun(raised)
      onChange(next)
    },
    onBlur: () => setBegun(null),
  }
}
