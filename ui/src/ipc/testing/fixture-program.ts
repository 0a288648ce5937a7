import type {
  ExchangeLine,
  HistoryFilter,
  HistoryPage,
  Settings,
  Theme,
  VaultOpening,
  VaultView,
  Window,
} from '../bindings'
import type { Answers } from './fake'
import { ago } from './time'

const themes: readonly Theme[] = ['system', 'light', 'dark', 'contrastLight', 'contrastDark']

const ready = (opensWith: VaultOpening): VaultView => ({
  kind: 'ready',
  store: 'GNOME Keyring',
  opensWith,
})

function vaultOf(scene: string): VaultView {
  if (scene === 'locked') return { kind: 'locked', opensWith: 'passphrase' }
  if (scene === 'passphrase') return ready('passphrase')
  if (scene === 'damaged') return { kind: 'unavailable', remedy: 'damaged' }
  if (scene === 'vault') return { kind: 'unavailable', remedy: 'unlock' }
  return ready('keychain')
}

const call = (
  id: number,
  tenant: string,
  secondsAgo: number,
  rest: Pick<ExchangeLine, 'method' | 'address' | 'status' | 'tookMs'>,
): ExchangeLine => ({
  id: String(id),
  tenant,
  at: ago(secondsAgo),
  operation: null,
  effect: 'reads',
  ...rest,
})

/** What was sent before the program started. */
export const recent: readonly ExchangeLine[] = [
  call(1, 'vault-eu', 14, {
    method: 'GET',
    address: 'https://vault.northmere.example/api/live-sessions',
    status: 200,
    tookMs: 182,
  }),
  call(2, 'endpoints', 63, {
    method: 'GET',
    address: 'https://endpoints.northmere.example/api/v3/computers?page=2',
    status: 200,
    tookMs: 240,
  }),
  call(3, 'plants', 671, {
    method: 'GET',
    address: 'https://plants.northmere.example/api/v1/hosts',
    status: null,
    tookMs: 10_004,
  }),
  call(4, 'remote', 902, {
    method: 'GET',
    address: 'https://assist.northmere.example/api/config/v1/user/42',
    status: 404,
    tookMs: 88,
  }),
]

/** The entries that fit a filter, as the core picks them. */
export function historyPage(
  all: readonly ExchangeLine[],
  { words, tenant, operation }: HistoryFilter,
  { from, atMost }: Window,
): HistoryPage {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = all.filter((line) => {
    const text = `${line.method} ${line.address} ${line.operation} ${line.status} ${line.tenant}`
    return (
      (tenant === null || line.tenant === tenant) &&
      (operation === null || line.operation === operation) &&
      wanted.every((word) => text.toLowerCase().includes(word))
    )
  })
  return { total: fits.length, lines: fits.slice(from, from + atMost) }
}

/** What the program says of itself. */
export function programAnswers(scene: string): Answers {
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('theme')
  let settings: Settings = {
    theme: themes.find((theme) => theme === asked) ?? 'system',
    railNarrow: false,
    refreshSeconds: 60,
  }
  let vault = vaultOf(scene)
  return {
    appStatus: () => ({
      version: '0.1.0',
      platform: 'linux',
      vault,
      demoAvailable: true,
      notices:
        scene === 'vault'
          ? [{ kind: 'setAside', file: 'settings.json', to: 'settings.json.unreadable-1' }]
          : [],
      opened: null,
    }),
    vaultRetry: () => {
      vault = ready('keychain')
      return null
    },
    vaultSessionOnly: () => {
      vault = { kind: 'sessionOnly', remedy: 'unlock' }
      return null
    },
    vaultSetAside: () => null,
    vaultLock: () => {
      const opensWith = vault.kind === 'ready' ? vault.opensWith : 'keychain'
      vault = { kind: 'locked', opensWith }
      return null
    },
    vaultUnlock: () => {
      vault = ready(vault.kind === 'locked' ? vault.opensWith : 'keychain')
      return null
    },
    vaultSetPassphrase: () => {
      vault = ready('passphrase')
      return null
    },
    vaultRemovePassphrase: () => {
      vault = ready('keychain')
      return null
    },
    vaultChangeKey: () => null,
    appTouched: () => null,
    settingsGet: () => settings,
    settingsSet: (given) => {
      settings = given.settings
      return null
    },
    historyList: ({ filter, window }) =>
      historyPage(scene === 'empty' ? [] : recent, filter, window),
    paletteSearch: ({ words }) => {
      const at = 'Jumpoint groups'.toLowerCase().indexOf(words.toLowerCase())
      return [
        {
          document: 'remote-own',
          tenant: 'remote',
          hit: {
            line: {
              key: 'GET /jumpoint',
              method: 'GET',
              path: '/jumpoint',
              name: 'Jumpoint groups',
              effect: 'reads',
              classified: true,
              deprecated: false,
            },
            group: 'jumpoint',
            nameMarks: at >= 0 ? [{ from: at, to: at + words.length }] : [],
            pathMarks: [],
            elsewhere: at >= 0 ? null : `set ${words} to 0`,
          },
        },
        {
          document: 'remote-own',
          tenant: 'remote',
          hit: {
            line: {
              key: 'DELETE /jumpoint/{id}',
              method: 'DELETE',
              path: '/jumpoint/{id}',
              name: 'Remove a jumpoint',
              effect: 'removes',
              classified: true,
              deprecated: false,
            },
            group: 'jumpoint',
            nameMarks: [],
            pathMarks: [],
            elsewhere: null,
          },
        },
      ]
    },
  }
}
