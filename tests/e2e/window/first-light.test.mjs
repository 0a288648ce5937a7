// The real window, from start to the first answer: what a newcomer sees first.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { filesWithCanary } from '../lib/canary.mjs'
import { all, one, said } from '../lib/find.mjs'
import { until } from '../lib/processes.mjs'
import { PUBLISHED } from '../lib/published.mjs'
import { dashboard, go } from '../lib/screens.mjs'
import { openWindow, seen, windowDesk } from '../lib/window.mjs'

const TENANTS = 5

/** @type {import('../lib/desk.mjs').Desk} */
let desk
/** @type {import('../lib/window.mjs').Opened} */
let opened

before(async () => {
  desk = await windowDesk()
  opened = await openWindow(desk)
})

after(async () => {
  await opened?.close()
  await desk?.clear()
})

/** What stands in each tenant's tile: its name, its health and its numbers. */
const tiles = () =>
  opened.window.run(() =>
    [...document.querySelectorAll('main article')].map((tile) => ({
      name: tile.getAttribute('aria-label') ?? '',
      words: tile.textContent ?? '',
      numbers: [...tile.querySelectorAll('dd a')].map((number) => number.textContent ?? ''),
    })),
  )

const limit = { timeout: 90_000 }

test('five demo tenants are signed in and show their numbers', limit, async () => {
  const { window } = opened
  await seen(window, 'dashboard', async () => {
    await dashboard(window)
    await said(window, `${TENANTS} of ${TENANTS} signed in`, 30_000)
    await until('a number in every tile', async () =>
      (await tiles()).every(({ numbers }) => numbers.length > 0),
    )
    const found = await tiles()
    assert.equal(found.length, TENANTS)
    for (const { name, numbers } of found) {
      assert.match(numbers[0] ?? '', /^\d[\d.,\s]*$/u, `${name} shows a number`)
    }
    const picture = process.env['KEYDESK_PICTURE']
    if (picture) await writeFile(picture, await window.picture())
  })
})

test('the explorer lists the operations of every tenant', limit, async () => {
  const { window } = opened
  await seen(window, 'explorer', async () => {
    for (let place = 0; place < TENANTS; place += 1) {
      await dashboard(window)
      const tile = (await all(window, 'article'))[place]
      assert.ok(tile, 'there is a tile for each tenant')
      const { name } = (await tiles())[place] ?? { name: '' }
      await window.click(await one(window, 'button', `More for ${name}`))
      await window.click(await one(window, 'menuitem', 'Open in the explorer'))
      const count = await operations()
      assert.ok(count > 0, `${name} has operations, not ${count}`)
    }
  })
})

test('a call to a demo tenant is answered and shown', limit, async () => {
  const { window } = opened
  await seen(window, 'call', async () => {
    await dashboard(window)
    const number = await window.run(
      () => document.querySelector('main article dd a')?.getAttribute('aria-label') ?? '',
    )
    await window.click(await one(window, 'link', number))
    await window.click(await one(window, 'button', 'Send'))
    await said(window, /\b200\b/u)
    await one(window, 'region', 'Answer')
  })
})

test('no secret of a tenant is in any file the program wrote', limit, async () => {
  assert.deepEqual(await filesWithCanary(desk.folder), [])
})

for (const { file, operations: expected } of PUBLISHED) {
  const skip = existsSync(file) ? false : `${path.basename(file)} is not beside the repository`
  test(
    `${path.basename(file)} opens with all its ${expected} operations`,
    { ...limit, skip },
    async () => {
      await opened.close()
      opened = await openWindow(desk, { words: ['--demo', file] })
      const { window } = opened
      await seen(window, path.basename(file), async () => {
        await dashboard(window)
        assert.equal((await tiles()).length, TENANTS, 'a second start adds no tenants')
        await go(window, '/explorer')
        await until(`${expected} operations`, async () => (await operations()) === expected)
      })
    },
  )
}

/** How many operations the list in the explorer says it has. */
async function operations() {
  const { window } = opened
  await one(window, 'tree', 'operation')
  const label = await window.run(
    () => document.querySelector('[role="tree"]')?.getAttribute('aria-label') ?? '',
  )
  return Number(label.replaceAll(/\D/gu, ''))
}
