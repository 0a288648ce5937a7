import { CircleCheck, X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'

import { Button } from './Button'
import { Icon } from './Icon'
import { IconButton } from './IconButton'

import styles from './Toast.module.css'

type Told = { line: string; second?: string; action?: { label: string; run: () => void } }

const SHOWN_MS = 6000
const queue = new ToastQueue<Told>({ maxVisibleToasts: 3 })

/** Says that something went well, at the corner, for a moment. Failures are told in place instead. */
export const toast = (told: Told): void => {
  queue.add(told, { timeout: SHOWN_MS })
}

/** Takes away what is told. */
export const clearToasts = (): void => queue.clear()

/** Where toasts appear; once in the program. */
export function Toasts() {
  return (
    <ToastRegion queue={queue} className={styles.region ?? ''} aria-label="What just happened">
      {({ toast: shown }) => (
        <AriaToast toast={shown} className={styles.toast ?? ''}>
          <Icon of={CircleCheck} className={styles.icon} />
          <ToastContent>
            <Text slot="title" className={styles.line ?? ''}>
              {shown.content.line}
            </Text>
            {shown.content.second && (
              <Text slot="description" className={styles.second ?? ''}>
                {shown.content.second}
              </Text>
            )}
          </ToastContent>
          {shown.content.action && (
            <Button
              size="small"
              onPress={() => {
                shown.content.action?.run()
                queue.close(shown.key)
              }}
            >
              {shown.content.action.label}
            </Button>
          )}
          <IconButton label="Close" icon={X} size="small" onPress={() => queue.close(shown.key)} />
        </AriaToast>
      )}
    </ToastRegion>
  )
}
