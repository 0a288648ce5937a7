// Asking an API something, with and without its document.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'
import { filesWithCanary, holdsCanary } from '../lib/canary.mjs'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
})

after(() => bridged?.close())

const limit = { timeout: 90_000 }

/** @param {string} to */
const go = (to) =>
  bridged.page.evaluate((to) => {
    location.hash = to
  }, to)

test('an operation is found, sent and its answer read as table, text and code', limit, async () => {
  const { page, seen } = bridged
  await seen('journey explorer', async () => {
    await go('/explorer')
    await page.getByRole('searchbox', { name: 'Find an operation' }).fill('list computers')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'List computers' }).waitFor()
    await page.keyboard.press('Control+Enter')
    const answer = page.getByRole('region', { name: 'Answer' })
    await answer.getByText('200 OK').waitFor()
    await answer.getByText('As documented').waitFor()
    await answer.getByRole('row').nth(2).waitFor()
    await accessible(page, 'an answer as a table')
    await answer.getByRole('tab', { name: 'Body' }).click()
    await answer.getByText('totalRecordCount').first().waitFor()
    await answer.getByRole('button', { name: 'Follow all pages' }).click()
    await answer
      .getByText(/2 pages/u)
      .first()
      .waitFor()
    await page.getByText('Code', { exact: true }).first().click()
    await page.getByRole('tab', { name: 'PowerShell' }).click()
    await page.getByText('Invoke-').first().waitFor()
  })
})

test('a request without a document is sent, remembered and opened again', limit, async () => {
  const { page, seen } = bridged
  await seen('journey requests', async () => {
    await go('/requests')
    await page.getByRole('heading', { name: 'Requests' }).waitFor()
    await page.getByRole('textbox', { name: 'Path' }).fill('/management-api/v3/About')
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('region', { name: 'Answer' })
      .getByText(/^\d{3} /u)
      .first()
      .waitFor()
    await page.getByText('/management-api/v3/About').first().waitFor()
    await accessible(page, 'a request and its answer')
  })
})

test('none of it told a secret or left one in a file', limit, async () => {
  assert.deepEqual(bridged.heard.filter(holdsCanary), [])
  assert.deepEqual(await filesWithCanary(bridged.folder), [])
})
