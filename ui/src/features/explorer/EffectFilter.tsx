import { ToggleButton } from 'react-aria-components'

import type { Effect, EffectCounts } from '#ipc/bindings'
import { count } from '#lib/format'
import { effectLook } from '#lib/looks'

import { copy } from './copy'
import { effects } from './search'

import styles from './EffectFilter.module.css'

type Props = {
  counts: EffectCounts
  without: readonly Effect[]
  onChange: (without: Effect[]) => void
}

/** How many operations read, disclose, change and remove; each can be left out. */
export function EffectFilter({ counts, without, onChange }: Props) {
  return (
    <div className={styles.effects} role="group" aria-label={copy.showEffects}>
      {effects.map((effect) => {
        const shown = !without.includes(effect)
        return (
          <ToggleButton
            key={effect}
            className={styles.effect ?? ''}
            isSelected={shown}
            onChange={(on) =>
              onChange(
                effects.filter((other) => (other === effect ? !on : without.includes(other))),
              )
            }
          >
            <i className={styles.box} data-effect={effect} />
            {effectLook[effect].word} <span className={styles.count}>{count(counts[effect])}</span>
          </ToggleButton>
        )
      })}
    </div>
  )
}
