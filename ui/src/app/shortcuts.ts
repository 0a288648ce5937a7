import type { Platform } from '#ipc/bindings'

/** Every key that works on every screen. */
export const shortcuts = [
  { id: 'palette', key: 'k', words: 'Search or run' },
  { id: 'switcher', key: 'p', words: 'Choose a tenant' },
  { id: 'lookUp', key: 'u', words: 'Look up a person or a computer' },
  { id: 'rail', key: 'b', words: 'Make the rail narrow or wide' },
  { id: 'settings', key: ',', words: 'Open the settings' },
  { id: 'shortcuts', key: '/', words: 'Show these shortcuts' },
] as const

export type ShortcutId = (typeof shortcuts)[number]['id']

/** `Ctrl K`, or `⌘ K` where that is the custom. */
export const cap = (key: string, platform: Platform): string =>
  `${platform === 'macos' ? '⌘' : 'Ctrl'} ${key.toUpperCase()}`

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Which shortcut was pressed, if one was. */
export function pressed(event: Pressed, platform: Platform): ShortcutId | null {
  const held =
    platform === 'macos' ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  if (!held || event.altKey || event.shiftKey) return null
  return shortcuts.find((shortcut) => shortcut.key === event.key.toLowerCase())?.id ?? null
}
