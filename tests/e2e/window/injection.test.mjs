// A document is data: whatever stands in it, nothing of it runs, loads or becomes an element,
// in the web view the program really uses (goal 10 of the security design).

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { FIELDS, hostileDocument, keyOf, sign, TEXTS, TOGETHER } from '../lib/injections.mjs'
import { until } from '../lib/processes.mjs'
import { dashboard } from '../lib/screens.mjs'
import { openWindow, seen, windowDesk } from '../lib/window.mjs'

/** @type {import('../lib/desk.mjs').Desk} */
let desk
/** @type {import('../lib/window.mjs').Opened} */
let opened

before(async () => {
  desk = await windowDesk()
  const file = path.join(desk.folder, 'hostile.json')
  await writeFile(file, JSON.stringify(hostileDocument()))
  opened = await openWindow(desk, {
    words: ['--demo', file],
    size: [1280, 720],
    log: 'injection',
  })
})

after(async () => {
  await opened?.close()
  await desk?.clear()
})

/** The parts of an operation's page, and a field that shows that each of them has been drawn. */
const TABS = /** @type {const} */ ([
  ['body', 'default'],
  ['parameters', 'parameterDescription'],
  ['answers', 'answer'],
  ['examples', 'example'],
])

/** How many operations are looked at in one call of the driver. */
const AT_ONCE = 4

/** What may not be there, whoever put it there. */
const FORBIDDEN = [
  'iframe, object, embed, frame, base, marquee, isindex, keygen',
  'body script, body style, body link, body meta, main form[action], math, video',
  'audio, [onerror], [onload], [onfocus], [onclick], [onbegin], [ontoggle]',
  'a[href^="javascript"], a[href^="data"], img, [srcdoc], [background]',
].join(', ')

test('400 texts in 12 fields run nothing and become nothing', { timeout: 900_000 }, async () => {
  const { window } = opened
  assert.equal(TEXTS.length, 400)
  assert.equal(FIELDS.length, 12)
  await seen(window, 'injection', async () => {
    await dashboard(window)
    await window.run(() => {
      const page = /** @type {any} */ (globalThis)
      page.__reports = []
      document.addEventListener('securitypolicyviolation', (event) => {
        page.__reports.push(`${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    const id = await until('the document to be there', () => window.later(documentOfFile))
    /** @type {Set<string>} */
    const found = new Set()
    for (let first = 0; first < TEXTS.length; first += AT_ONCE) {
      const numbers = Array.from({ length: AT_ONCE }, (_, more) => first + more)
      const look = numbers.map((number) => ({
        operation: keyOf(number),
        title: sign(number, FIELDS.indexOf('summary')),
        // Only some of them have parts, which then hold the texts of their neighbours, too.
        tabs: TABS.slice(0, number % TOGETHER === 0 ? TABS.length : 1).map(([tab, field]) => ({
          tab,
          last:
            number % TOGETHER === 0
              ? sign(number + TOGETHER - 1, FIELDS.indexOf(field))
              : sign(number, FIELDS.indexOf('description')),
        })),
        signs: Array.from({ length: TOGETHER }, (_, more) =>
          FIELDS.map((_, field) => sign(number + more, field)),
        ).flat(),
      }))
      const { signs, wrong } = await window.later(lookAt, id, look, FORBIDDEN)
      assert.deepEqual(wrong, [])
      for (const each of signs) found.add(each)
    }
    const [ran, reports] = await window.run(() => {
      const page = /** @type {any} */ (globalThis)
      return [page.__ran ?? 0, page.__reports]
    })
    assert.equal(ran, 0, 'a script ran')
    assert.deepEqual(reports, [], 'the policy had to stop something')
    const shown = FIELDS.map((name, field) => [
      name,
      TEXTS.filter((_, number) => found.has(sign(number, field))).length,
    ])
    // What was not on the screen proves nothing.
    assert.deepEqual(
      shown,
      FIELDS.map((name) => [name, TEXTS.length]),
    )
  })
})

/**
 * The id of the document the program was started with. Runs in the page.
 * @returns {Promise<string>}
 */
async function documentOfFile() {
  const shell = /** @type {any} */ (globalThis).__TAURI_INTERNALS__
  const lines = await shell.invoke('explorer_documents', {})
  return lines.find((/** @type {any} */ line) => line.origin.kind === 'file')?.id ?? ''
}

/**
 * Opens every part of some operations and says what is there. Runs in the page.
 * @param {string} id
 * @typedef {{ tab: string, last: string }} Tab
 * @param {{ operation: string, title: string, tabs: Tab[], signs: string[] }[]} all
 * @param {string} forbidden
 */
async function lookAt(id, all, forbidden) {
  // Not a frame: drawing is what takes the time, and nobody looks.
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
  /** @type {string[]} */
  const wrong = []
  /** @type {Set<string>} */
  const signs = new Set()
  for (const { operation, title, tabs, signs: wanted } of all) {
    for (const { tab, last } of tabs) {
      const search = new URLSearchParams({ document: id, operation, tab })
      location.hash = `/explorer?${search}`
      const there = () =>
        document.querySelector('main')?.outerHTML.includes(last) &&
        [...document.querySelectorAll('main h1, main h2, main h3')].some((heading) =>
          (heading.textContent ?? '').includes(title),
        )
      const end = performance.now() + 4_000
      while (!there() && performance.now() < end) await turn()
      if (!there()) wrong.push(`${operation} ${tab} was not drawn: ${location.hash}`)
      await turn()
      for (const more of document.querySelectorAll('main [aria-expanded="false"]')) {
        if (more instanceof HTMLElement && more.closest('[role="row"], [role="treeitem"]')) {
          more.click()
        }
      }
      await turn()
      const html = document.body.outerHTML
      for (const each of wanted) if (html.includes(each)) signs.add(each)
      for (const element of document.querySelectorAll(forbidden)) {
        wrong.push(`${operation} ${tab}: ${element.outerHTML.slice(0, 120)}`)
      }
    }
  }
  return { signs: [...signs], wrong }
}
