// Opens the real window on a private desk and hands it to a test.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { desk as privateDesk } from './desk.mjs'
import { RESULTS, freePort, start, until } from './processes.mjs'
import { Window } from './webdriver.mjs'

/** @typedef {import('./desk.mjs').Desk} Desk */

/**
 * @typedef {object} Opened
 * @property {Window} window
 * @property {number} driver the process everything else descends from
 * @property {number} began when the program was asked to start, by `performance.now()`
 * @property {() => Promise<void>} close
 */

/** The program under test, which `cargo xtask` builds and names. */
function program() {
  const named = process.env['KEYDESK_PROGRAM']
  if (!named)
    throw new Error('Start this by `cargo xtask window`, which builds the program and names it')
  return named
}

/** A desk large enough for every size a picture is taken in. */
export function windowDesk() {
  return privateDesk({ display: '2600x1700' })
}

/**
 * @param {Desk} desk
 * @param {{ words?: string[], size?: [number, number], log?: string }} [options]
 * @returns {Promise<Opened>}
 */
export async function openWindow(
  desk,
  { words = ['--demo'], size = [1440, 900], log = 'window' } = {},
) {
  const port = await freePort()
  const env = { ...desk.env, TAURI_WEBVIEW_AUTOMATION: 'true' }
  const driver = start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env, log })
  try {
    const base = `http://127.0.0.1:${port}`
    await until('the driver to answer', async () => (await fetch(`${base}/status`)).ok)
    const began = performance.now()
    const window = await Window.open(base, program(), words)
    await window.resize(...size)
    const close = async () => {
      // A program that died cannot be asked to end; its group is ended below.
      await window.close().catch(() => {})
      await driver.stop()
    }
    return { window, driver: driver.pid, began, close }
  } catch (error) {
    await driver.stop()
    throw error
  }
}

/**
 * Runs a part of a test; when it fails, a picture of the window stays in the results.
 * @param {Window} window
 * @param {string} name
 * @param {() => Promise<void>} part
 */
export async function seen(window, name, part) {
  try {
    await part()
  } catch (error) {
    const file = path.join(RESULTS, `${name.replace(/\W+/gu, '-')}.png`)
    await mkdir(RESULTS, { recursive: true })
    // The picture is a help; the failure itself must not be lost over it.
    await window
      .picture()
      .then((picture) => writeFile(file, picture))
      .catch(() => {})
    throw error
  }
}
