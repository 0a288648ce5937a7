import {
  CircleCheck,
  CircleDashed,
  CircleX,
  LogIn,
  type LucideIcon,
  ShieldBan,
  TriangleAlert,
  Unplug,
} from 'lucide-react'

import { type Health, healthLook } from '#lib/looks'

import { State } from './State'

export const healthIcon: Readonly<Record<Health, LucideIcon>> = {
  healthy: CircleCheck,
  slow: TriangleAlert,
  rightMissing: ShieldBan,
  notReachable: Unplug,
  refused: CircleX,
  signedOut: LogIn,
  notLoaded: CircleDashed,
}

/** How a tenant does. Where there is no room the word is only heard. */
export function HealthState({
  health,
  wordHidden = false,
}: {
  health: Health
  wordHidden?: boolean
}) {
  const { word, tone } = healthLook[health]
  return (
    <State icon={healthIcon[health]} tone={tone}>
      <span className={wordHidden ? 'hidden' : ''}>{word}</span>
    </State>
  )
}
