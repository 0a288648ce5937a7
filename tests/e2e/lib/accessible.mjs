// A scan of a page for what would keep people out.

import assert from 'node:assert/strict'

import axe from 'axe-core'

/**
 * @param {import('playwright-core').Page} page
 * @param {string} where as it stands in the failure
 */
export async function accessible(page, where) {
  // Evaluated by the debugger, so the page's own policy against foreign scripts stays on.
  const before = await page.evaluate(() => performance.now())
  await page.evaluate(axe.source)
  const problems = await page.evaluate(async (before) => {
    /** @type {any} axe puts itself on the window, without types */
    const page = window
    const { violations } = await page.axe.run(document, { resultTypes: ['violations'] })
    page.keydeskTasks?.ours.push([before, performance.now()])
    return violations.map(
      (/** @type {any} */ each) => `${each.id}: ${each.help} (${each.nodes[0]?.html})`,
    )
  }, before)
  assert.deepEqual(problems, [], `${where} keeps people out`)
}
