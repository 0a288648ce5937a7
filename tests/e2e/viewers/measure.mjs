// One measurement: a new browser, the viewer loaded and idle, then the clock.

import { readFile } from 'node:fs/promises'

import { until } from '../lib/processes.mjs'
import { VIEWERS } from './catalogue.mjs'
import { Browser, Crashed, NeverYielded } from './chromium.mjs'
import { plain } from './documents.mjs'
import { NAME, OURS, core } from './ours.mjs'
import { install, opened, rested } from './watch.mjs'

/** How long a viewer may keep everybody waiting, in ms. */
const LIMIT = 60_000

/**
 * Times in ms from the moment the document was asked for; memory in MB.
 * @typedef {object} Measured
 * @property {number} first the first operation on screen
 * @property {number | null} rest nothing long runs and nothing changes any more; null when that never came
 * @property {number | null} longest the longest task of the page, 0 when none took over 50 ms
 * @property {number} heap used by scripts, after collecting
 * @property {number | null} page memory of the page's process
 * @property {number | null} core memory of our core; null for the others, which have none
 */

/** @typedef {{ failed: 'never yielded' | 'crashed' | 'showed nothing' }} Failed */

/** The names of all that are measured, ours first. */
export const NAMES = [NAME, ...VIEWERS.map(({ name }) => name)]

/**
 * @typedef {object} Given
 * @property {Awaited<ReturnType<typeof import('./server.mjs').serve>>} server
 * @property {string} file the document
 * @property {string[]} names what its operations are called
 */

/**
 * @param {string} name
 * @param {Given} given
 * @returns {Promise<Measured | Failed>}
 */
export async function measure(name, { server, file, names }) {
  const viewer = VIEWERS.find((each) => each.name === name)
  if (viewer) {
    const page = server.page(`${viewer.folder}.html`, viewer.html(`/files/${viewer.folder}`))
    return inBrowser(viewer, page, await server.document(file), names)
  }
  const ours = await core(file)
  try {
    const measured = await inBrowser(OURS, ours.address, '', names)
    return 'failed' in measured ? measured : { ...measured, core: await share(ours.pid) }
  } finally {
    await ours.stop()
  }
}

/**
 * @param {typeof OURS} viewer
 * @param {string} page
 * @param {string} document its address
 * @param {string[]} names
 * @returns {Promise<Measured | Failed>}
 */
async function inBrowser(viewer, page, document, names) {
  const browser = await Browser.open(program())
  try {
    await browser.send('Page.enable')
    await browser.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${String(install)})()`,
    })
    await browser.send('Page.navigate', { url: page })
    await until('the viewer to be loaded', () => browser.run(viewer.ready), 30_000)
    // A viewer that is still busy with itself would be charged for it.
    await browser.run(rested, [], 30_000)

    // The page gives up by itself when it can; one that cannot is told from one that showed nothing.
    const asked = [viewer.open, document, viewer.operations, viewer.closed, LIMIT]
    const shown = await browser.run(opened, asked, LIMIT + 5_000)
    if (shown === null) return { failed: 'showed nothing' }
    const said = plain(shown.text)
    if (!names.some((each) => said.includes(each))) {
      throw new Error(`This names no operation of the document: ${shown.text.slice(0, 200)}`)
    }
    const { rest, longest } = await browser.run(rested, [], LIMIT).catch(calmed)
    // Twice, since what the first round sets free may hold more.
    for (let round = 0; round < 2; round += 1) {
      await browser.send('HeapProfiler.collectGarbage', {}, LIMIT)
    }
    const { usedSize } = await browser.send('Runtime.getHeapUsage', {}, LIMIT)
    const shares = await Promise.all((await browser.renderers()).map(share))
    const known = shares.filter((each) => each !== null)
    return {
      first: shown.first,
      rest,
      longest,
      heap: usedSize / 1_000_000,
      page: known.length > 0 ? Math.max(...known) : null,
      core: null,
    }
  } catch (error) {
    if (error instanceof NeverYielded) return { failed: 'never yielded' }
    if (error instanceof Crashed) return { failed: 'crashed' }
    throw error
  } finally {
    await browser.close()
  }
}

/** A page that never comes to rest has still shown its first operation. @param {unknown} error */
function calmed(error) {
  if (error instanceof NeverYielded) return { rest: null, longest: null }
  throw error
}

function program() {
  const named = process.env['KEYDESK_BROWSER']
  if (!named) throw new Error('Start this by `cargo xtask bench`, which sets KEYDESK_BROWSER')
  return named
}

/**
 * A process's memory in MB with shared pages shared out; null where the system does not say.
 * @param {number} pid
 */
async function share(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = /^Pss:\s+(\d+)/mu.exec(text)?.[1]
  return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1_000_000
}
