import { Eye, KeyRound, type LucideIcon, Pencil, Trash2 } from 'lucide-react'

import { type Effect, effectLook } from '#lib/looks'

import { Badge } from './Badge'

export const effectIcon: Readonly<Record<Effect, LucideIcon>> = {
  reads: Eye,
  discloses: KeyRound,
  changes: Pencil,
  removes: Trash2,
}

/** What an operation does to the world. Says so when nobody has looked at it yet. */
export function EffectBadge({
  effect,
  unclassified = false,
}: {
  effect: Effect
  unclassified?: boolean
}) {
  const { word, tone } = effectLook[effect]
  return (
    <Badge tone={tone} icon={effectIcon[effect]}>
      {unclassified ? `${word}, not classified` : word}
    </Badge>
  )
}
