import {
  CircleDashed,
  CircleSlash,
  type LucideIcon,
  SearchX,
  ShieldBan,
  Unplug,
} from 'lucide-react'
import type { ReactNode } from 'react'

import { type NothingKind, nothingLook } from '#lib/looks'

import { State } from './State'

import styles from './StateOfNothing.module.css'

const icons: Readonly<Record<NothingKind, LucideIcon>> = {
  noneFound: SearchX,
  notAllowed: ShieldBan,
  notReachable: Unplug,
  notSupported: CircleSlash,
  notLoaded: CircleDashed,
}

/** Stands where a value would stand, at its height, and says why there is none. */
export function StateOfNothing({ kind, children }: { kind: NothingKind; children?: ReactNode }) {
  const { word, tone } = nothingLook[kind]
  return (
    <span className={styles.nothing}>
      <State icon={icons[kind]} tone={tone}>
        {word}
      </State>
      {children}
    </span>
  )
}
