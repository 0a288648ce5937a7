// The same interface in Chromium, on the real core: the bridge serves the built
// pages and the commands, the simulated tenants answer over real sockets.

import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { chromium } from 'playwright-core'

import { desk as privateDesk } from './desk.mjs'
import { longestTask, watchTasks } from './long-tasks.mjs'
import { RESULTS, start } from './processes.mjs'

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Bridged
 * @property {Page} page the main window
 * @property {string} secret where the secret window is
 * @property {string} confirm where the window is that approves
 * @property {string} folder everything the program wrote lies below it
 * @property {string[]} heard what the core said to the main window
 * @property {(name: string, part: () => Promise<void>) => Promise<void>} seen
 * @property {() => Promise<void>} close
 */

/** @param {string} name */
function named(name) {
  const value = process.env[name]
  if (!value) throw new Error(`Start this by \`cargo xtask journeys\`, which sets ${name}`)
  return value
}

/**
 * @param {{ words?: string[] }} [options] what the bridge is told
 * @returns {Promise<Bridged>}
 */
export async function openBridge({ words = ['--demo'] } = {}) {
  const desk = process.platform === 'linux' ? await privateDesk() : undefined
  const folder = desk?.folder ?? (await mkdtemp(path.join(tmpdir(), 'keydesk-')))
  const bridge = start(named('KEYDESK_BRIDGE'), [...words, '--folder', folder], {
    env: desk?.env ?? process.env,
    log: 'bridge',
  })
  const browser = await chromium.launch({
    executablePath: named('KEYDESK_BROWSER'),
    args: [
      '--disable-background-networking',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
  const close = async () => {
    await browser.close()
    await bridge.stop()
    await desk?.clear()
  }
  try {
    /** @type {{ main: string, secret: string, confirm: string }} */
    const pages = JSON.parse(await bridge.line(30_000))
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    })
    await context.tracing.start({ screenshots: true, snapshots: true })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.addInitScript(watchTasks)
    /** @type {string[]} */
    const heard = []
    page.on('response', (response) => {
      if (!response.url().includes('/command/')) return
      // A page that is left before its answer came has nothing to say.
      response.text().then(
        (text) => heard.push(text),
        () => {},
      )
    })
    await page.goto(pages.main)
    const seen = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ part) => {
      await context.tracing.startChunk({ title: name })
      try {
        await longestTask(page)
        await part()
        await context.tracing.stopChunk()
        console.log(`  longest task of the page, ${name}: ${await longestTask(page)} ms`)
      } catch (error) {
        await mkdir(RESULTS, { recursive: true })
        const file = path.join(RESULTS, name.replace(/\W+/gu, '-'))
        await page.screenshot({ path: `${file}.png` })
        await context.tracing.stopChunk({ path: `${file}.trace.zip` })
        throw error
      }
    }
    return { page, secret: pages.secret, confirm: pages.confirm, folder, heard, seen, close }
  } catch (error) {
    await close()
    throw error
  }
}
