import type { Platform, Theme, VaultView } from '#ipc/bindings'
import { remedyWords } from '#lib/failure-causes'

/** What the settings say. */
export const copy = {
  title: 'Settings',
  lookTitle: 'Look',
  theme: 'Theme',
  themeHint: 'Takes effect at once. “As the system” follows its light, dark and contrast settings.',
  refreshTitle: 'Dashboard',
  refresh: 'Ask every tenant for its numbers',
  refreshHint: 'Each round counts as a few calls against a tenant’s limit.',
  historyTitle: 'What was sent',
  historyDays: 'Remember requests and answers',
  historyDaysHint: 'What is older is forgotten. Secrets are never remembered with them.',
  historyBodies: 'Remember the bodies of answers',
  historyBodiesHint:
    'They may hold what the tenant keeps about people. Without them an old answer shows its status, headers and time only.',
  on: 'Yes',
  off: 'No',
  secretsTitle: 'Where secrets are kept',
  retry: 'Try again',
  sessionOnly: 'This session only',
  setAside: 'Set the vault aside',
  setAsideTitle: 'Set the vault aside?',
  setAsideText:
    'Its file is kept under another name, and an empty vault takes its place. The secrets of every tenant have to be entered again.',
  keep: 'Keep it',
  aboutTitle: 'About',
  version: 'Version',
  system: 'System',
  failed: 'The settings could not be stored.',
} as const

export const themeOptions: readonly { id: Theme; label: string }[] = [
  { id: 'system', label: 'As the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
  { id: 'contrastLight', label: 'High contrast, light' },
  { id: 'contrastDark', label: 'High contrast, dark' },
]

export const refreshOptions: readonly { id: string; label: string }[] = [
  { id: '0', label: 'Only when I press Refresh' },
  { id: '30', label: 'Every 30 seconds' },
  { id: '60', label: 'Every minute' },
  { id: '300', label: 'Every 5 minutes' },
  { id: '900', label: 'Every 15 minutes' },
]

/** For how many days what was sent is remembered. */
export const historyOptions: readonly { id: string; label: string }[] = [
  { id: '0', label: 'Until Keydesk closes' },
  { id: '1', label: 'For a day' },
  { id: '7', label: 'For a week' },
  { id: '30', label: 'For 30 days' },
  { id: '90', label: 'For 90 days' },
  { id: '365', label: 'For a year' },
]

/** A number of days that somebody wrote into the file by hand still has to be shown. */
export const otherDays = (days: number): string => `For ${days} days`

/** An interval that somebody wrote into the file by hand still has to be shown. */
export const otherInterval = (seconds: number): string => `Every ${seconds} seconds`

export const platformWord: Readonly<Record<Platform, string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
}

/** How the vault stands, what that means, and what helps. */
export function vaultWords(vault: VaultView): {
  state: string
  meaning: string
  help: readonly string[]
} {
  switch (vault.kind) {
    case 'opening':
      return { state: 'Opening', meaning: 'The keychain has not answered yet.', help: [] }
    case 'ready':
      return {
        state: 'Stored',
        meaning: `Secrets are sealed in a file, and the key to it is in ${vault.store}.`,
        help: [],
      }
    case 'locked':
      return { state: 'Locked', meaning: 'Nothing secret is in memory.', help: [] }
    case 'sessionOnly':
      return {
        state: 'In memory only',
        meaning: 'Secrets are forgotten when Keydesk closes.',
        help: remedyWords[vault.remedy].steps,
      }
    case 'unavailable':
      return {
        state: 'Not available',
        meaning: `${remedyWords[vault.remedy].title}. ${remedyWords[vault.remedy].cause}`,
        help: remedyWords[vault.remedy].steps,
      }
    default: {
      const never: never = vault
      return never
    }
  }
}
