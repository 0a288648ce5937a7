import { Link } from '@tanstack/react-router'

import { healthIcon } from '#components/HealthState'
import { State } from '#components/State'
import { healthLook } from '#lib/looks'

import { callWords, copy } from './copy'
import { callsOf, type Pair } from './model'

import styles from './Attention.module.css'

/** More would not fit beside the title; the tiles say the rest. */
const MOST = 3

/** Names what needs attention, in the head of the page. */
export function Attention({ pairs }: { pairs: readonly Pair[] }) {
  const calls = callsOf(pairs)
  if (calls.length === 0) return <span className="push" />
  return (
    <ul className={styles.calls} aria-label={copy.attention}>
      {calls.slice(0, MOST).map((call) => (
        <li key={call.tenant}>
          <Link to="/tenants/$tenant" params={{ tenant: call.tenant }}>
            <State
              icon={healthIcon[call.health]}
              tone={
                healthLook[call.health].tone === 'quiet' ? 'neutral' : healthLook[call.health].tone
              }
            >
              <span className="clip">{callWords(call)}</span>
            </State>
          </Link>
        </li>
      ))}
      {calls.length > MOST && <li className="quiet">+{calls.length - MOST}</li>}
    </ul>
  )
}
