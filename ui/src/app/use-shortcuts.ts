import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'

import { usePlatform } from './queries'
import { pressed, type ShortcutId } from './shortcuts'

type Deeds = Readonly<Record<Exclude<ShortcutId, 'settings' | 'lookUp'>, () => void>>

const REGIONS = 'nav[aria-label], header[data-region], main, footer[data-region]'

/** Moves the focus to the next region of the window. */
function nextRegion() {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(at + 1) % regions.length]
  if (!next) return
  const inside = next.querySelector<HTMLElement>('a[href], button, input, [tabindex="0"]')
  // A region with nothing to press takes the focus itself, so that it can be read.
  if (!inside) next.tabIndex = -1
  const target = inside ?? next
  target.focus()
}

/** The keys that work on every screen. */
export function useShortcuts(deeds: Deeds): void {
  const platform = usePlatform()
  const navigate = useNavigate()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'F6') {
      event.preventDefault()
      nextRegion()
      return
    }
    const id = pressed(event, platform)
    if (id === null) return
    event.preventDefault()
    if (id === 'settings') void navigate({ to: '/settings' })
    else if (id === 'lookUp') void navigate({ to: '/look-up' })
    else deeds[id]()
  })
  useEffect(() => {
    // Keys belong to the window, not to any part of the screen.
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
