import type { ComponentProps, ReactNode } from 'react'
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components'

import styles from './Tip.module.css'

type Props = { words: ReactNode; side?: 'top' | 'bottom' | 'right' } & (
  | { children: ReactNode }
  /** A link, or another element of the page that knows nothing of tips. */
  | { link: ComponentProps<typeof Focusable>['children'] }
)

/** The full words of what is shown short, on hover and on focus. Wraps something that can be focused. */
export function Tip({ words, side = 'bottom', ...wrapped }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={90}>
      {'link' in wrapped ? <Focusable>{wrapped.link}</Focusable> : wrapped.children}
      <Tooltip className={styles.tip ?? ''} placement={side} offset={6}>
        {words}
      </Tooltip>
    </TooltipTrigger>
  )
}
