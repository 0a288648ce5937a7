import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'

import { useShield } from '#lib/shield'

/** A screen that is drawn again whenever the privacy shield is raised or lowered. */
export function shielded(Screen: ComponentType): ComponentType {
  return function Shielded() {
    useShield()
    return <Screen />
  }
}

/** The same of a screen that is fetched when somebody goes there. */
export function later<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
) {
  const Screen = lazyRouteComponent(load, name)
  return Object.assign(shielded(Screen), { preload: Screen.preload })
}
