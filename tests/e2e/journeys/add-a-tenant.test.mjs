// Adding a tenant by hand: its address, its authority, a secret typed into the
// window that alone may take one, and a test whose every step is told.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBridge } from '../lib/browser.mjs'
import { filesWithCanary, holdsCanary } from '../lib/canary.mjs'
import { outsideTenants } from '../lib/outside.mjs'

const NAME = 'Access Oslo'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged
/** @type {Awaited<ReturnType<typeof outsideTenants>>} */
let outside

before(async () => {
  outside = await outsideTenants()
  bridged = await openBridge({ words: [] })
})

after(async () => {
  await bridged?.close()
  await outside?.stop()
})

const limit = { timeout: 90_000 }

test('a wrong secret fails at the sign-in and says so', limit, async () => {
  const { page, seen } = bridged
  const { origin, pem, credentials } = outside.of('beyondtrust-pra')
  await seen('add a tenant with a wrong secret', async () => {
    await page.getByRole('main').getByRole('button', { name: 'Add a tenant' }).click()
    await page.getByRole('radio', { name: 'Privileged Remote Access' }).check({ force: true })
    await page.getByRole('textbox', { name: 'The address of your site' }).fill(origin)
    await page
      .getByRole('textbox', { name: 'OAuth Client ID' })
      .fill(credentials['client_id'] ?? '')
    await page.getByRole('radio', { name: 'Only mine' }).check({ force: true })
    await page.getByRole('textbox', { name: 'Certificates, as PEM text' }).fill(pem)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME)
    await give('canary-but-wrong', 'Type it in…')
    await page.getByRole('button', { name: 'Run the test' }).click()
    await step('Certificate').getByText(', passed').waitFor()
    await step('Sign-in').getByText(', failed').waitFor()
  })
})

test(
  'with the right secret every step passes and the tenant shows its numbers',
  limit,
  async () => {
    const { page, seen } = bridged
    const { credentials } = outside.of('beyondtrust-pra')
    await seen('add a tenant', async () => {
      await page
        .getByRole('group', { name: 'OAuth Client Secret' })
        .getByRole('button', { name: 'Replace' })
        .click()
      await give(credentials['client_secret'] ?? '', 'Type it in…')
      await page.getByRole('button', { name: 'Test again' }).click()
      for (const name of ['Address', 'Certificate', 'Sign-in', 'First harmless read']) {
        await step(name).getByText(', passed').waitFor()
      }
      await page.getByRole('button', { name: `Add ${NAME}` }).click()
      await page.getByRole('link', { name: 'Dashboard' }).click()
      const tile = page.getByRole('main').getByRole('article', { name: NAME })
      await tile.getByRole('definition').getByRole('link').first().waitFor()
      await tile.getByText('Healthy').waitFor()
    })
  },
)

test('a tenant that stops answering says so and keeps its last numbers', limit, async () => {
  const { page, seen } = bridged
  await seen('a dead tenant', async () => {
    await outside.stop()
    await page.getByRole('main').getByRole('button', { name: 'Refresh', exact: true }).click()
    const tile = page.getByRole('main').getByRole('article', { name: NAME })
    await tile.getByText('Not reachable').first().waitFor({ timeout: 30_000 })
    await tile.getByRole('button', { name: 'Retry' }).waitFor()
    await tile.getByRole('definition').getByRole('link').first().waitFor()
  })
})

test('no secret went to the main window or into a file', limit, async () => {
  assert.deepEqual(bridged.heard.filter(holdsCanary), [])
  assert.deepEqual(await filesWithCanary(bridged.folder), [])
})

/**
 * Types a secret into the other window.
 * @param {string} value
 * @param {string} button
 */
async function give(value, button) {
  const { page, secret } = bridged
  await page
    .getByRole('group', { name: 'OAuth Client Secret' })
    .getByRole('button', { name: button })
    .click()
  const other = await page.context().newPage()
  await other.goto(secret)
  await other.locator('#value').fill(value)
  await other.getByRole('button', { name: 'Save the secret' }).click()
  await page.getByText(`Held, ${value.length} characters`).waitFor()
  await other.close()
}

/** @param {string} name */
function step(name) {
  const steps = bridged.page.getByRole('list', { name: 'Steps of the test' })
  return steps.getByRole('listitem').filter({ hasText: new RegExp(`^${name}, `, 'u') })
}
