import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

/** How the panes stand: one below the other, the tree over them, or side by side. */
type Panes = 'stacked' | 'overlay' | 'side'

export type Room = { panes: Panes; tree: number; request: number; mostRequest: number }

const SMALL = { stacked: 900, overlay: 1280, drawn: 1440, large: 1700, huge: 2300 } as const

/** The usual sizes of the panes for a window, as the drawings have them. */
function roomFor(width: number): Room {
  const panes = width < SMALL.stacked ? 'stacked' : width < SMALL.overlay ? 'overlay' : 'side'
  const mostRequest = Math.max(420, Math.round(width * 0.5))
  if (width >= SMALL.huge) return { panes, tree: 380, request: 920, mostRequest }
  if (width >= SMALL.large) return { panes, tree: 320, request: 700, mostRequest }
  const request = width < SMALL.overlay ? 460 : width < SMALL.drawn ? 420 : 508
  return { panes, tree: 258, request, mostRequest }
}

/** The room the window gives, kept up when it changes. */
export function useRoom(): Room {
  return roomFor(useSyncExternalStore(subscribe, () => window.innerWidth))
}
