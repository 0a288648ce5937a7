// The first minutes with Keydesk, in Chromium on the real core.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBridge } from '../lib/browser.mjs'
import { filesWithCanary, holdsCanary } from '../lib/canary.mjs'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
})

after(() => bridged?.close())

const limit = { timeout: 90_000 }

test('five demo tenants are signed in and show their numbers', limit, async () => {
  const { page, seen } = bridged
  await seen('journey dashboard', async () => {
    await page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
    const tiles = page.getByRole('main').getByRole('article')
    for (const tile of await tiles.all()) {
      await tile.getByRole('definition').getByRole('link').first().waitFor()
    }
    assert.equal(await tiles.count(), 5)
  })
})

test('a number leads to the operation behind it, and sending that is answered', limit, async () => {
  const { page, seen } = bridged
  await seen('journey call', async () => {
    const tile = page.getByRole('main').getByRole('article').first()
    await tile.getByRole('definition').getByRole('link').first().click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('region', { name: 'Answer' }).getByText('200').first().waitFor()
  })
})

test('the palette finds a screen by a few letters', limit, async () => {
  const { page, seen } = bridged
  await seen('journey palette', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sett')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
  })
})

test('the main window was never told a secret, and none rests in a file', limit, async () => {
  assert.ok(bridged.heard.length > 0, 'the core said something')
  assert.deepEqual(bridged.heard.filter(holdsCanary), [])
  assert.deepEqual(await filesWithCanary(bridged.folder), [])
})
