import type { Platform } from '#ipc/bindings'

/** Every key that works on every screen. */
export const shortcuts = [
  { id: 'palette', key: 'k', words: 'Search or run' },
  { id: 'switcher', key: 'p', words: 'Choose a tenant' },
  { id: 'lookUp', key: 'u', words: 'Look up a person or a computer' },
  { id: 'rail', key: 'b', words: 'Make the rail narrow or wide' },
  { id: 'lock', key: 'l', shift: true, words: 'Open a tenant for changes, or lock it' },
  { id: 'ticket', key: 't', shift: true, words: 'Set the ticket' },
  { id: 'copyTicket', key: 'c', shift: true, words: 'Copy what is shown for the ticket' },
  { id: 'shield', key: '.', words: 'Raise or lower the privacy shield' },
  { id: 'settings', key: ',', words: 'Open the settings' },
  { id: 'shortcuts', key: '/', words: 'Show these shortcuts' },
] as const satisfies readonly { id: string; key: string; shift?: true; words: string }[]

export type ShortcutId = (typeof shortcuts)[number]['id']

/** `Ctrl K`, or `⌘ K` where that is the custom; with `Shift` or `⇧` where that is held, too. */
export function cap(key: string, platform: Platform, shift = false): string {
  const held = platform === 'macos' ? (shift ? '⇧ ⌘' : '⌘') : shift ? 'Ctrl Shift' : 'Ctrl'
  return `${held} ${key.toUpperCase()}`
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Which shortcut was pressed, if one was. */
export function pressed(event: Pressed, platform: Platform): ShortcutId | null {
  const held =
    platform === 'macos' ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  if (!held || event.altKey) return null
  const key = event.key.toLowerCase()
  const found = shortcuts.find(
    (shortcut) => shortcut.key === key && 'shift' in shortcut === event.shiftKey,
  )
  return found?.id ?? null
}
