import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button as AriaButton } from 'react-aria-components'

import { Icon } from './Icon'

import styles from './Button.module.css'

type Props = {
  children: ReactNode
  kind?: 'primary' | 'danger' | 'plain'
  size?: 'small' | 'large'
  icon?: LucideIcon | undefined
  /** Why it cannot be pressed now. It can still be reached, so that the reason is heard. */
  unavailable?: string | undefined
  type?: 'button' | 'submit'
  autoFocus?: boolean
  onPress?: () => void
}

export function Button({
  children,
  kind,
  size,
  icon,
  unavailable,
  type = 'button',
  autoFocus = false,
  onPress,
}: Props) {
  const reason = useId()
  const off = unavailable !== undefined
  return (
    <>
      <AriaButton
        className={styles.button ?? ''}
        type={off ? 'button' : type}
        autoFocus={autoFocus}
        data-kind={kind}
        data-size={size}
        {...(off ? { 'aria-disabled': true, 'aria-describedby': reason } : {})}
        {...(onPress && !off ? { onPress } : {})}
      >
        {icon && <Icon of={icon} size={size === 'small' ? 'small' : 'normal'} />}
        {children}
      </AriaButton>
      {off && (
        <span id={reason} className="hidden">
          {unavailable}
        </span>
      )}
    </>
  )
}
