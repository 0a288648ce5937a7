// A vendor hands out a password: it stays in the core, is in no answer and in no file, and is
// shown only in the window for that, with a reason that is written down.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'
import { filesWithCanary, holdsCanary } from '../lib/canary.mjs'
import { confirmWindow, shownWindow } from '../lib/other-windows.mjs'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
})

after(() => bridged?.close())

const limit = { timeout: 120_000 }
const answer = () => bridged.page.getByRole('region', { name: 'Answer' })

test('a password that is handed out is not in the answer', limit, async () => {
  const { page, seen } = bridged
  await seen('disclosed', async () => {
    await page.evaluate(() => {
      location.hash = '/requests'
    })
    await page.getByRole('button', { name: /^Tenant: /u }).click()
    await page.getByRole('menuitem', { name: 'Privilege Cloud' }).click()
    await page.getByRole('textbox', { name: 'Path' }).fill('/PasswordVault/API/Accounts?limit=1')
    await page.keyboard.press('Control+Enter')
    await answer().getByText('200 OK').waitFor()
    await answer().getByRole('tab', { name: 'Body' }).click()
    await answer().getByText('platformId').first().waitFor()
    const text = (await answer().textContent()) ?? ''
    const id = /"id":\s*"([^"]+)"/u.exec(text)?.[1] ?? ''
    await page.getByRole('button', { name: 'Locked: reads only' }).click()
    await page.getByRole('textbox', { name: 'Why' }).fill('the safe of the night shift')
    await page.getByRole('button', { name: /^Open .* for 10 minutes$/u }).click()
    await page.getByRole('button', { name: /^Open for changes/u }).waitFor()
    await page.getByRole('button', { name: /^GET/u }).click()
    await page.getByRole('option', { name: 'POST', exact: true }).click()
    const path = `/PasswordVault/API/Accounts/${id}/Password/Retrieve`
    await page.getByRole('textbox', { name: 'Path' }).fill(path)
    await page.getByRole('tab', { name: 'Body' }).first().click()
    const body = page.getByRole('region', { name: 'Request' }).locator('.cm-content')
    await body.fill(JSON.stringify({ reason: 'the night shift lost it' }))
    await page.keyboard.press('Control+Enter')
    const confirm = await confirmWindow(bridged)
    await confirm.locator('#approve:enabled').click()
    await answer().getByText('200 OK').waitFor()
    await confirm.close()
    await answer().getByText('1 secret of this answer stays in the core.').waitFor()
    await accessible(page, 'an answer with a secret')
  })
})

test('it is shown in the window for that, for a reason', limit, async () => {
  const { page, seen } = bridged
  await seen('revealed', async () => {
    await answer()
      .getByRole('button', { name: /^Reveal…/u })
      .click()
    await page.getByRole('textbox', { name: 'Why' }).fill('the night shift lost it')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reveal/u })
      .click()
    await answer()
      .getByText(/shown in the other window/u)
      .waitFor()
    const secret = await shownWindow(bridged)
    await secret.getByText(/^Hidden again in \d+ s$/u).waitFor()
    assert.ok(holdsCanary((await secret.locator('#secret').textContent()) ?? ''), 'it is the one')
    await accessible(secret, 'the window that shows a secret')
    await secret.getByRole('button', { name: 'Hide it now' }).click()
    assert.equal(await secret.locator('#secret').textContent(), '')
    await secret.close()
    await page.getByRole('link', { name: 'Activity' }).click()
    await page
      .getByRole('option', { name: /Showed or copied/u })
      .first()
      .click()
    await page.getByText('the night shift lost it').first().waitFor()
  })
})

test('none of it went to the main window or into a file', limit, async () => {
  assert.deepEqual(bridged.heard.filter(holdsCanary), [])
  assert.deepEqual(await filesWithCanary(bridged.folder), [])
})
