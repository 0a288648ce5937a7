import type { Effect, Environment, Health, MarkView } from '#ipc/bindings'

export type { Effect, Environment, Health, MarkView }

/** What a colour may mean. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'hush' | 'quiet'

/** The five kinds of nothing, which are never mixed up. */
export type NothingKind = 'noneFound' | 'notAllowed' | 'notReachable' | 'notSupported' | 'notLoaded'

type Look = { word: string; tone: Tone }

export const healthLook: Readonly<Record<Health, Look>> = {
  healthy: { word: 'Healthy', tone: 'ok' },
  slow: { word: 'Slow', tone: 'warn' },
  rightMissing: { word: 'Right missing', tone: 'warn' },
  notReachable: { word: 'Not reachable', tone: 'bad' },
  refused: { word: 'Sign-in refused', tone: 'bad' },
  signedOut: { word: 'Signed out', tone: 'quiet' },
  notLoaded: { word: 'Not loaded yet', tone: 'quiet' },
}

export const nothingLook: Readonly<Record<NothingKind, Look>> = {
  noneFound: { word: 'None found', tone: 'quiet' },
  notAllowed: { word: 'Not allowed', tone: 'warn' },
  notReachable: { word: 'Not reachable', tone: 'bad' },
  notSupported: { word: 'Not supported', tone: 'quiet' },
  notLoaded: { word: 'Not loaded yet', tone: 'quiet' },
}

export const effectLook: Readonly<Record<Effect, Look>> = {
  reads: { word: 'Reads', tone: 'neutral' },
  discloses: { word: 'Discloses', tone: 'hush' },
  changes: { word: 'Changes', tone: 'warn' },
  removes: { word: 'Removes', tone: 'bad' },
}

export const environmentWord: Readonly<Record<Environment, string>> = {
  production: 'Production',
  test: 'Test',
  demo: 'Demo',
}
