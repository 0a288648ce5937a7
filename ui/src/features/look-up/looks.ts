import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'

import type { HitTone } from '#ipc/bindings'
import type { Tone } from '#lib/looks'

/** How the tone of a state is drawn; its word stands beside it. */
export const hitLook: Readonly<Record<HitTone, { icon: LucideIcon; tone: Tone }>> = {
  good: { icon: CircleCheck, tone: 'ok' },
  plain: { icon: Info, tone: 'neutral' },
  attention: { icon: TriangleAlert, tone: 'warn' },
  bad: { icon: CircleX, tone: 'bad' },
}
