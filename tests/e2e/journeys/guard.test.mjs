// Nothing leaves unasked: a locked tenant, a write that is refused and says why, opened
// with a ticket, approved in the window that alone may approve, and found again.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'
import { filesWithCanary, holdsCanary } from '../lib/canary.mjs'
import { confirmWindow } from '../lib/other-windows.mjs'

const TICKET = 'INC0048213'
const GROUP = 'Pilot of the journey'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
})

after(() => bridged?.close())

const limit = { timeout: 120_000 }

/** @param {string} to */
const go = (to) =>
  bridged.page.evaluate((to) => {
    location.hash = to
  }, to)

const answer = () => bridged.page.getByRole('region', { name: 'Answer' })
const heading = (/** @type {string | RegExp} */ name) => answer().getByRole('heading', { name })

/** The tenant whose groups are made: the maker's name is known to tests alone. */
const NAME = 'Endpoint'

test('a change to a locked tenant is refused, and says why', limit, async () => {
  const { page, seen } = bridged
  await seen('guard locked', async () => {
    await go('/requests')
    await page.getByRole('heading', { name: 'Requests' }).waitFor()
    await page.getByRole('button', { name: /^Tenant: /u }).click()
    await page.getByRole('menuitem', { name: NAME }).click()
    await page.getByRole('button', { name: /^GET/u }).click()
    await page.getByRole('option', { name: 'POST' }).click()
    await page.getByRole('textbox', { name: 'Path' }).fill('/management-api/v3/Groups')
    await page.getByRole('tab', { name: 'Body' }).click()
    const body = page.getByRole('region', { name: 'Request' }).locator('.cm-content')
    await body.fill(JSON.stringify({ name: GROUP, description: 'made by a test' }))
    await page.keyboard.press('Control+Enter')
    await heading(/is locked: reads only$/u).waitFor()
    await accessible(page, 'a change that was refused')
  })
})

test('the tenant is opened for a ticket, which sends nothing', limit, async () => {
  const { page, seen } = bridged
  await seen('guard opened', async () => {
    await answer().getByRole('button', { name: 'Open for changes…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Why' }).fill('a group for the pilot')
    await dialog.getByRole('textbox', { name: 'Ticket' }).fill(TICKET)
    await accessible(page, 'opening a tenant')
    await dialog.getByRole('button', { name: /^Open .* for 10 minutes$/u }).click()
    await page.getByRole('button', { name: /^Open for changes \d+:\d\d$/u }).waitFor()
    await page.getByRole('button', { name: `Ticket ${TICKET}. Set another one…` }).waitFor()
    await heading(/is locked: reads only$/u).waitFor()
  })
})

test('it can be refused in the other window, where Enter approves nothing', limit, async () => {
  const { seen } = bridged
  await seen('guard refused', async () => {
    await answer().getByRole('button', { name: 'Send it again' }).click()
    const other = await confirmWindow(bridged)
    await other.getByText(TICKET).waitFor()
    await other.getByText(GROUP).first().waitFor()
    await accessible(other, 'the window that approves')
    const approve = other.locator('#approve:enabled')
    await approve.waitFor()
    await approve.press('Enter')
    await other.locator('#refuse').press('Enter')
    assert.equal(await other.locator('#approve').isEnabled(), true, 'nothing was decided by Enter')
    await other.keyboard.press('Escape')
    await heading('You refused it').waitFor()
    await other.close()
  })
})

test('approved there, it leaves once', limit, async () => {
  const { seen } = bridged
  await seen('guard approved', async () => {
    await answer().getByRole('button', { name: 'Send it again' }).click()
    const other = await confirmWindow(bridged)
    await other.locator('#approve:enabled').dblclick()
    await answer()
      .getByText(/^20[01] /u)
      .first()
      .waitFor()
    await other.close()
    await answer().getByRole('button', { name: 'Copy to ticket' }).click()
    await answer().getByText('Copied for the ticket.').waitFor({ state: 'attached' })
  })
})

test('the audit tells of it, and that nobody has altered it', limit, async () => {
  const { page, seen } = bridged
  await seen('guard audit', async () => {
    await page.getByRole('link', { name: 'Activity' }).click()
    const list = page.getByRole('listbox', { name: 'What was done' })
    await list.getByRole('option').nth(3).waitFor()
    await page.getByRole('button', { name: 'What' }).click()
    await page.getByRole('option', { name: 'Changes', exact: true }).click()
    const entry = list.getByRole('option', { name: /^.*Changed .*20[01]/u }).first()
    await entry.waitFor()
    assert.match((await entry.textContent()) ?? '', new RegExp(TICKET, 'u'))
    await entry.click()
    const panel = page.getByRole('region', { name: 'One entry' })
    await panel.getByText('a group for the pilot').first().waitFor()
    const text = panel.getByRole('region', { name: 'For the ticket' }).locator('pre')
    const lines = ((await text.textContent()) ?? '').split('\n')
    assert.ok(lines.length < 15, `${lines.length} lines for the ticket`)
    assert.ok(lines.some((line) => line.includes(TICKET)))
    await panel.getByRole('button', { name: 'Copy to ticket' }).click()
    await page.getByText('Copied for the ticket', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText(/Chain (intact|whole)/u).waitFor()
    await accessible(page, 'the activity')
  })
})

test('with the shield up, no tenant and no host is on any screen', limit, async () => {
  const { page, seen } = bridged
  await seen('guard shield', async () => {
    await go('/tenants')
    const names = await page.getByRole('rowheader').allTextContents()
    const hosts = await page.getByRole('cell').locator('code').allTextContents()
    assert.equal(names.length, 5)
    await page.keyboard.press('Control+.')
    await page.getByText('The privacy shield is up').waitFor({ state: 'attached' })
    for (const at of ['/tenants', '/', '/explorer', '/requests', '/activity', '/settings']) {
      await go(at)
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
      const html = await page.content()
      const leaked = [...names, ...hosts, GROUP].filter((each) => html.includes(each.trim()))
      assert.deepEqual(leaked, [], `at ${at}`)
      await accessible(page, `${at}, shielded,`)
    }
    await page.keyboard.press('Control+.')
    await page
      .getByText(names[0]?.trim() ?? '')
      .first()
      .waitFor()
  })
})

test('none of it told a secret or left one in a file', limit, async () => {
  assert.deepEqual(bridged.heard.filter(holdsCanary), [])
  assert.deepEqual(await filesWithCanary(bridged.folder), [])
})
