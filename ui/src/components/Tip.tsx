import type { ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'

import styles from './Tip.module.css'

type Props = { words: ReactNode; side?: 'top' | 'bottom' | 'right'; children: ReactNode }

/** The full words of what is shown short, on hover and on focus. Wraps something that can be focused. */
export function Tip({ words, side = 'bottom', children }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={90}>
      {children}
      <Tooltip className={styles.tip ?? ''} placement={side} offset={6}>
        {words}
      </Tooltip>
    </TooltipTrigger>
  )
}
