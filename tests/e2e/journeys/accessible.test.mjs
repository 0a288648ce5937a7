// Every screen, light and dark, with nothing that keeps people out.

import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'

const SCREENS = [
  { at: '/', shows: 'Dashboard' },
  { at: '/waiting', shows: 'Waiting for a person' },
  { at: '/look-up', shows: 'Look up' },
  { at: '/tasks', shows: 'Tasks' },
  { at: '/bulk', shows: 'Bulk' },
  { at: '/tenants', shows: 'Tenants' },
  { at: '/tenants/add', shows: 'Add a tenant' },
  { at: '/explorer', shows: 'Explorer' },
  { at: '/requests', shows: 'Requests' },
  { at: '/access', shows: 'Access' },
  { at: '/activity', shows: 'Activity' },
  { at: '/settings', shows: 'Settings' },
]

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged

before(async () => {
  bridged = await openBridge()
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
})

after(() => bridged?.close())

for (const theme of /** @type {const} */ (['light', 'dark'])) {
  for (const { at, shows } of SCREENS) {
    test(`${shows} can be used by everyone, ${theme}`, { timeout: 60_000 }, async () => {
      const { page, seen } = bridged
      await seen(`accessible ${shows} ${theme}`, async () => {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await page.evaluate((to) => {
          location.hash = to
        }, at)
        await page.getByRole('heading', { name: shows, level: 1 }).waitFor()
        await accessible(page, `${shows}, ${theme},`)
      })
    })
  }
}
