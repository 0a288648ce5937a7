// A private desk: a display nobody sees, a message bus and a keychain nobody else
// uses, and folders of its own. What a test does there, it does to nobody.

import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { start, until } from './processes.mjs'

const run = promisify(execFile)

/**
 * @typedef {object} Desk
 * @property {string} folder everything the program may write lies below it
 * @property {NodeJS.ProcessEnv} env
 * @property {() => Promise<void>} clear stops everything and removes the folder
 */

/**
 * @param {{ display?: string }} [options] the size of the display, as in `1920x1200`; none when left out
 * @returns {Promise<Desk>}
 */
export async function desk({ display } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'keydesk-'))
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(await folders(folder)), NO_AT_BRIDGE: '1', GTK_A11Y: 'none' }
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS']) delete env[name]

  /** @type {import('./processes.mjs').Started[]} */
  const started = []
  const clear = async () => {
    for (const program of started.toReversed()) await program.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    if (display) {
      const words = [
        '-displayfd',
        '3',
        '-screen',
        '0',
        `${display}x24`,
        '-nolisten',
        'tcp',
        '-noreset',
      ]
      const screen = start('Xvfb', words, { env, log: 'display', lines: 'file 3' })
      started.push(screen)
      env['DISPLAY'] = `:${(await screen.line()).trim()}`
      env['GDK_BACKEND'] = 'x11'
    }
    const bus = start(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address=1'],
      { env, log: 'bus' },
    )
    started.push(bus)
    env['DBUS_SESSION_BUS_ADDRESS'] = (await bus.line()).trim()

    const words = ['--foreground', '--unlock', '--components=secrets']
    const keychain = start('gnome-keyring-daemon', words, { env, log: 'keychain' })
    started.push(keychain)
    keychain.say('\n') // the password that unlocks it is empty
    await until('the keychain to answer', () => owned(env, 'org.freedesktop.secrets'))
  } catch (error) {
    await clear()
    throw error
  }
  return { folder, env, clear }
}

/** @param {string} folder */
async function folders(folder) {
  const names = {
    HOME: 'home',
    XDG_CACHE_HOME: 'cache',
    XDG_CONFIG_HOME: 'config',
    XDG_DATA_HOME: 'data',
    XDG_STATE_HOME: 'state',
    XDG_RUNTIME_DIR: 'runtime',
  }
  /** @type {NodeJS.ProcessEnv} */
  const env = {}
  for (const [name, part] of Object.entries(names)) {
    env[name] = path.join(folder, part)
    await mkdir(path.join(folder, part))
    await chmod(path.join(folder, part), 0o700)
  }
  return env
}

/** @param {NodeJS.ProcessEnv} env @param {string} name */
async function owned(env, name) {
  const words = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
  ]
  await run('dbus-send', [...words, 'org.freedesktop.DBus.GetNameOwner', `string:${name}`], {
    env,
    timeout: 2_000,
  })
  return true
}
