import { plural } from '#lib/format'

/** What the settings say about locking the vault. */
export const lockCopy = {
  lockNow: 'Lock now',
  after: 'Lock when nobody is there',
  afterHint: 'Also after the computer has slept. Every tenant is signed out.',
  neverHint: 'Not even after the computer has slept. “Lock now” is always there.',
  most: (minutes: number) => `After ${plural(minutes, 'minute')} at the latest.`,
  passphrase: 'Passphrase and key',
  opens: {
    keychain:
      'The keychain of this computer opens the vault. A passphrase would be needed besides.',
    passphrase: 'The vault opens with the keychain and your passphrase, both.',
  },
  setPassphrase: 'Set a passphrase…',
  changePassphrase: 'Change the passphrase…',
  removePassphrase: 'Remove the passphrase…',
  changeKey: 'Change the key',
  keyHint: 'Changing the key seals everything anew. Nothing has to be entered again.',
  removeTitle: 'Remove the passphrase?',
  removeText:
    'The keychain alone opens the vault then. Programs that run under your account may be able to read it.',
  keepPassphrase: 'Keep it',
  removeIt: 'Remove it',
  doing: {
    lock: 'Locking…',
    setPassphrase: 'Type it in the other window',
    removePassphrase: 'Type it in the other window',
    changeKey: 'Sealing everything anew…',
  },
  done: {
    lock: '',
    setPassphrase: 'The passphrase was set.',
    removePassphrase: 'The passphrase was removed.',
    changeKey: 'Everything is sealed with a new key.',
  },
} as const

/** After how many minutes without a touch the vault locks itself. */
export const lockOptions: readonly { id: string; label: string }[] = [
  { id: '5', label: 'After 5 minutes' },
  { id: '15', label: 'After 15 minutes' },
  { id: '30', label: 'After 30 minutes' },
  { id: '60', label: 'After an hour' },
  { id: '0', label: 'Never' },
]

/** A number of minutes that somebody wrote into the file by hand still has to be shown. */
export const otherMinutes = (minutes: number): string => `After ${plural(minutes, 'minute')}`
