import {
  Building,
  History,
  Lock,
  LockOpen,
  LogIn,
  LogOut,
  type LucideIcon,
  ShieldCheck,
  Wrench,
  X,
} from 'lucide-react'

import { effectIcon } from '#components/EffectBadge'
import { State } from '#components/State'
import type { AuditKind, AuditLine } from '#ipc/bindings'
import { effectLook } from '#lib/looks'

type Local = Exclude<AuditKind, 'changeIntended' | 'changeDone' | 'disclosed'>

const local: Readonly<Record<Local, { icon: LucideIcon; word: string }>> = {
  signedIn: { icon: LogIn, word: 'Signed in' },
  signedOut: { icon: LogOut, word: 'Signed out' },
  opened: { icon: LockOpen, word: 'Opened' },
  locked: { icon: Lock, word: 'Locked' },
  approved: { icon: ShieldCheck, word: 'Approved' },
  refused: { icon: X, word: 'Refused' },
  setUpStep: { icon: Wrench, word: 'Set up' },
  settings: { icon: History, word: 'Setting' },
  policy: { icon: Building, word: 'Rules' },
}

/** What kind of thing was done: its effect where something left, a word where it was done here. */
export function KindState({ line }: { line: Pick<AuditLine, 'kind' | 'effect'> }) {
  switch (line.kind) {
    case 'changeIntended':
    case 'changeDone': {
      const effect = line.effect ?? 'changes'
      const { word, tone } = effectLook[effect]
      return (
        <State icon={effectIcon[effect]} tone={tone}>
          {word}
        </State>
      )
    }
    case 'disclosed':
      return (
        <State icon={effectIcon.discloses} tone="hush">
          {effectLook.discloses.word}
        </State>
      )
    default: {
      const { icon, word } = local[line.kind]
      return (
        <State icon={icon} tone="quiet">
          {word}
        </State>
      )
    }
  }
}
