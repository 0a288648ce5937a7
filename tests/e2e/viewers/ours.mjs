// Ours beside the others: the built interface over the bridge, on the real core, in the same
// browser. The file dialog answers with the document at once, as the others are handed an address.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { start } from '../lib/processes.mjs'

/** @typedef {import('./catalogue.mjs').Viewer} Viewer */

export const NAME = 'Keydesk'

/** What is looked at and pressed in our own page. @type {Omit<Viewer, 'folder' | 'html' | 'name'>} */
export const OURS = {
  ready: () =>
    [...document.querySelectorAll('button')].some(({ innerText }) =>
      innerText.startsWith('Open a file'),
    ),
  open: () =>
    [...document.querySelectorAll('button')]
      .find(({ innerText }) => innerText.startsWith('Open a file'))
      ?.click(),
  operations: () =>
    [...document.querySelectorAll('[role="treeitem"]:not([aria-expanded])')].filter(
      ({ textContent }) =>
        /^(?:GET|PUT|POST|DEL|OPTIO|HEAD|PATCH|TRACE|QUERY)/u.test(textContent ?? ''),
    ),
  closed: () => document.querySelector('[role="treeitem"][aria-expanded="false"]'),
}

/**
 * Starts the core with a document that its file dialog will answer with.
 * @param {string} file
 * @returns {Promise<{ address: string, pid: number, stop: () => Promise<void> }>}
 */
export async function core(file) {
  const program = process.env['KEYDESK_BRIDGE']
  if (!program) throw new Error('Start this by `cargo xtask bench`, which sets KEYDESK_BRIDGE')
  const folder = await mkdtemp(path.join(tmpdir(), 'keydesk-'))
  const words = ['--folder', folder, '--keychain', 'absent', '--pick', file]
  const bridge = start(program, words, { log: 'bench-bridge' })
  const stop = async () => {
    await bridge.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { main } = JSON.parse(await bridge.line(30_000))
    return { address: `${main}#/explorer`, pid: bridge.pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
