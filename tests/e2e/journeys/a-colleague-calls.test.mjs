// A colleague calls: where is this person, and why can they not sign in. One look-up over all
// tenants says it, and leads to the form that mends it; then it is mended, and seen to be.

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
const task = () => bridged.page.getByRole('region', { name: /^Unlock a user/u })

/** Somebody of the demo who is kept out, as the list of what waits has them. */
let caller = ''

test('one look-up says where the person is known and what stands in the way', limit, async () => {
  const { page, seen } = bridged
  await seen('a call looked up', async () => {
    await page.evaluate(() => {
      location.hash = '/waiting?kind=lockedOut'
    })
    const kept = page
      .getByRole('row')
      .filter({ hasText: /: \d+ failed sign-ins/u })
      .first()
    await kept.waitFor()
    caller = ((await kept.getByRole('rowheader').textContent()) ?? '').split(':')[0]?.trim() ?? ''
    await page.keyboard.press('Control+u')
    await page.getByRole('searchbox', { name: 'Look up a person' }).fill(caller)
    await page.getByText(/^5 of 5 answered in/u).waitFor()
    const card = page.getByRole('region', { name: 'What stands out' })
    await card
      .getByRole('link', { name: /failed sign-ins/u })
      .first()
      .waitFor()
    const known = await page.getByRole('article').count()
    assert.ok(known >= 5, `${known} tenants have a card`)
    await accessible(page, 'a person every tenant was asked about')
  })
})

test('what stands out leads to a form that is filled in', limit, async () => {
  const { page, seen } = bridged
  await seen('a call to the task', async () => {
    const card = page.getByRole('region', { name: 'What stands out' })
    await card
      .getByRole('link', { name: /failed sign-ins/u })
      .first()
      .click()
    await task().getByRole('combobox', { name: 'User' }).waitFor()
    await page.waitForFunction(() => {
      const box = document.querySelector('[data-ask="user"] input')
      return box instanceof HTMLInputElement && !/^\d*$/u.test(box.value)
    })
    await task().getByRole('button', { name: 'Show what it will do' }).click()
    const plan = page.getByRole('region', { name: 'What it will do' })
    await plan.getByText(/^Unlocks /u).waitFor()
    await plan.getByText(/^Exactly what is sent/u).click()
    await plan.getByText('failed_logins', { exact: false }).first().waitFor()
    await accessible(page, 'what a task will do')
  })
})

test('it is opened, approved in the other window, done, and read back', limit, async () => {
  const { page, seen } = bridged
  await seen('a call mended', async () => {
    const plan = page.getByRole('region', { name: 'What it will do' })
    await plan.getByRole('button', { name: 'Open for changes…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Why' }).fill('locked out, is on the phone')
    await dialog.getByRole('button', { name: /^Open .* for 10 minutes$/u }).click()
    await page.getByRole('button', { name: /^Open for changes \d+:\d\d$/u }).waitFor()
    await plan.getByRole('button', { name: 'Review and approve…' }).click()
    const other = await confirmWindow(bridged)
    await other.locator('#approve:enabled').click()
    const result = page.getByRole('region', { name: 'What came of it' })
    await result.getByText('Done, and read back').waitFor()
    await other.close()
    await accessible(page, 'what came of a task')
    await page.keyboard.press('Control+u')
    await page.getByRole('searchbox', { name: 'Look up a person' }).fill(caller)
    await page.getByText(/^5 of 5 answered in/u).waitFor()
    await page.getByRole('button', { name: 'Look again' }).click()
    const card = page.getByRole('region', { name: 'What stands out' })
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    await card
      .getByRole('link', { name: /failed sign-ins/u })
      .first()
      .waitFor({ state: 'detached' })
  })
})
