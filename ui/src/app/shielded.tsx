import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

import { useShield } from '#lib/shield'

/** A screen that is drawn again whenever the privacy shield is raised or lowered. */
export function shielded(Screen: RouteComponent): RouteComponent {
  return function Shielded() {
    useShield()
    return <Screen />
  }
}

/** The same of a screen that is fetched when somebody goes there. */
export function later<Name extends string>(
  load: () => Promise<Record<Name, RouteComponent>>,
  name: Name,
): RouteComponent {
  const Screen = lazyRouteComponent(load, name)
  const { preload } = Screen
  return Object.assign(shielded(Screen), preload && { preload })
}
