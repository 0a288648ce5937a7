import { LoaderCircle } from 'lucide-react'

import { Icon } from './Icon'

import styles from './Working.module.css'

/** Something that is being done right now. Only the picture turns, and not for those who want it still. */
export function Working({ word }: { word: string }) {
  return (
    <span className={styles.working}>
      <Icon of={LoaderCircle} size="small" />
      {word}
    </span>
  )
}
