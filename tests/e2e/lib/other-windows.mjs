// The small windows beside the main one. A browser opens their pages where the shell would.

import { until } from './processes.mjs'

/** @typedef {import('./browser.mjs').Bridged} Bridged */

/**
 * Opens the window that approves, once the core asks for it.
 * @param {Bridged} bridged
 */
export const confirmWindow = (bridged) => opened(bridged, bridged.confirm, '#place')

/**
 * Opens the window that shows a secret, once the core has one to show.
 * @param {Bridged} bridged
 */
export const shownWindow = (bridged) => opened(bridged, bridged.secret, '#shown')

/**
 * @param {Bridged} bridged
 * @param {string} address
 * @param {string} ready what is there when it was asked for something
 */
async function opened(bridged, address, ready) {
  const page = await bridged.page.context().newPage()
  await page.setViewportSize({ width: 640, height: 720 })
  await until('the core to ask in the other window', async () => {
    await page.goto(address)
    // It says at once whether it was asked for something.
    await page.locator(`${ready}:visible, #problem:visible`).first().waitFor()
    return page.locator(ready).isVisible()
  })
  return page
}
