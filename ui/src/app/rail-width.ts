import { useSyncExternalStore } from 'react'

import type { Settings } from '#ipc/bindings'

import { useSetSettings } from './queries'

const SMALL_WINDOW = '(max-width: 1279px)'

const subscribe = (changed: () => void) => {
  const media = matchMedia(SMALL_WINDOW)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
const isSmall = () => matchMedia(SMALL_WINDOW).matches

/** How wide the rail is: narrow when the person wants it so, and always in a small window. */
export function useRail(settings: Settings | undefined): {
  width: 'narrow' | 'wide'
  /** Folds or unfolds it; nothing in a window too small for a wide one. */
  toggle: (() => void) | undefined
} {
  const small = useSyncExternalStore(subscribe, isSmall)
  const set = useSetSettings()
  const narrow = settings?.railNarrow ?? false
  return {
    width: small || narrow ? 'narrow' : 'wide',
    toggle: settings && !small ? () => set.mutate({ ...settings, railNarrow: !narrow }) : undefined,
  }
}
