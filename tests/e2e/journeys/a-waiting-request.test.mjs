// Approve the waiting request: from the list of what waits to a decision that was read back.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'
import { confirmWindow } from '../lib/other-windows.mjs'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
})

after(() => bridged?.close())

const limit = { timeout: 120_000 }
const rows = () => bridged.page.getByRole('row').filter({ hasText: 'Review…' })

test('what waits is in one list, and Enter leads from a line to its task', limit, async () => {
  const { page, seen } = bridged
  await seen('a request found', async () => {
    await page.evaluate(() => {
      location.hash = '/waiting?kind=decision'
    })
    await page.getByRole('heading', { name: 'Waiting for a person', level: 1 }).waitFor()
    await rows().first().waitFor()
    await accessible(page, 'what waits')
    const grid = page.getByRole('grid', { name: 'What waits for a person' })
    await grid.getByRole('row').filter({ hasText: 'Plants' }).first().click()
    await grid.press('Enter')
    await page.getByRole('heading', { name: /^Approve or deny/u, level: 2 }).waitFor()
  })
})

test('it is decided in the form, approved in the other window, and read back', limit, async () => {
  const { page, seen } = bridged
  await seen('a request approved', async () => {
    await page.getByRole('button', { name: /Decision$/u }).click()
    await page.getByRole('option', { name: 'Approve' }).click()
    for (const box of await page.locator('[data-kind="reason"] input').all()) {
      await box.fill('agreed on the phone')
    }
    await page.getByRole('button', { name: 'Show what it will do' }).click()
    const plan = page.getByRole('region', { name: 'What it will do' })
    await plan.getByRole('button', { name: 'Open for changes…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Why' }).fill('the request of this morning')
    await dialog.getByRole('button', { name: /^Open .* for 10 minutes$/u }).click()
    await plan.getByRole('button', { name: 'Review and approve…' }).click()
    const other = await confirmWindow(bridged)
    await other.locator('#approve:enabled').click()
    const result = page.getByRole('region', { name: 'What came of it' })
    await result.getByText('Done, and read back').waitFor()
    await other.close()
    await accessible(page, 'a request that was decided')
  })
})

test('the audit tells of it', limit, async () => {
  const { page, seen } = bridged
  await seen('a request in the audit', async () => {
    await page.getByRole('link', { name: 'Activity', exact: true }).click()
    const list = page.getByRole('listbox', { name: 'What was done' })
    const entry = list.getByRole('option', { name: /Changed/u }).first()
    await entry.waitFor()
    assert.match((await entry.textContent()) ?? '', /20\d/u)
  })
})
