import { KeyRound } from 'lucide-react'

import { Icon } from '#components/Icon'
import type { HeaderView } from '#ipc/bindings'
import { visible } from '#lib/json-tokens'

import { copy } from '../copy-answer'

import styles from './HeaderRows.module.css'

/** Headers by name. A secret is a mark with a name, never dots. */
export function HeaderRows({ label, headers }: { label: string; headers: readonly HeaderView[] }) {
  return (
    <dl className={styles.rows} aria-label={label}>
      {headers.map(({ name, value, secret }, index) => (
        // One name may stand several times.
        <div key={`${name} ${index}`} className={styles.row}>
          <dt>{name}</dt>
          <dd>
            {secret ? (
              <span className={styles.secret}>
                <Icon of={KeyRound} size="tiny" />
                <span className="hidden">{copy.secret} </span>
                {value}
              </span>
            ) : (
              visible(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
