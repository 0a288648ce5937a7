// Nothing leaves unasked, in the real windows: what approves is a window of its own, which the
// shell opens, which shows what will leave, and which closes itself once it is decided.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { all, one, said } from '../lib/find.mjs'
import { until } from '../lib/processes.mjs'
import { dashboard, go } from '../lib/screens.mjs'
import { openWindow, seen, windowDesk } from '../lib/window.mjs'

/** @type {import('../lib/desk.mjs').Desk} */
let desk
/** @type {import('../lib/window.mjs').Opened} */
let opened

before(async () => {
  desk = await windowDesk()
  opened = await openWindow(desk, { log: 'guard' })
})

after(async () => {
  await opened?.close()
  await desk?.clear()
})

const limit = { timeout: 120_000 }

test('a change waits in a window of its own, and leaves when it is approved', limit, async () => {
  const { window } = opened
  await seen(window, 'guard', async () => {
    await dashboard(window)
    await go(window, '/requests')
    await one(window, 'heading', 'Requests')
    await window.click(await one(window, 'button', 'GET'))
    await window.click(await one(window, 'option', 'POST'))
    await window.type(await one(window, 'textbox', 'Path'), 'management-api/v3/Groups')
    await window.click(await one(window, 'button', 'Send'))
    await said(window, 'is locked: reads only')

    const [main = ''] = await window.handles()
    await window.click(await one(window, 'button', 'Locked: reads only'))
    await window.type(await one(window, 'textbox', 'Why'), 'a group for the pilot')
    await window.click(await one(window, 'button', 'for 10 minutes'))
    await until('the form to close', async () => (await all(window, 'dialog')).length === 0)
    assert.deepEqual(await window.handles(), [main], 'opening a tenant opens no window')

    await decided(main, 'refuse')
    await said(window, 'You refused it')
    await decided(main, 'approve')
    await said(window, /\b[24]\d\d [A-Z]/u)
  })
})

/**
 * Sends again, and presses a button in the window that comes for it.
 * @param {string} main
 * @param {'refuse' | 'approve'} button
 */
async function decided(main, button) {
  const { window } = opened
  await window.click(await one(window, 'button', 'Send it again'))
  const confirm = await until('the window that approves', async () =>
    (await window.handles()).find((handle) => handle !== main),
  )
  await window.to(confirm)
  await said(window, 'a group for the pilot')
  assert.equal(await window.run(() => document.activeElement?.id ?? ''), 'refuse')
  const pressable = (/** @type {string} */ id) =>
    document.querySelector(`#${id}:not(:disabled)`) !== null
  await until('the buttons to hear', () => window.run(pressable, 'approve'))
  const words = await window.run((id) => document.getElementById(id)?.textContent ?? '', button)
  // The window may be gone before the driver has told that it was pressed.
  await window.click(await one(window, 'button', words)).catch((error) => {
    if (!String(error).includes('no such window')) throw error
  })
  await until('the window to close', async () => (await window.handles()).length === 1)
  await window.to(main)
}
