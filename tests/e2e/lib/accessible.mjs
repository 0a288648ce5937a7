// A scan of a page for what would keep people out.

import assert from 'node:assert/strict'

import axe from 'axe-core'

/**
 * @param {import('playwright-core').Page} page
 * @param {string} where as it stands in the failure
 */
export async function accessible(page, where) {
  // Evaluated by the debugger, so the page's own policy against foreign scripts stays on.
  await page.evaluate(axe.source)
  const problems = await page.evaluate(async () => {
    /** @type {any} axe puts itself on the window, without types */
    const page = window
    const { violations } = await page.axe.run(document, { resultTypes: ['violations'] })
    return violations.map(
      (/** @type {any} */ each) => `${each.id}: ${each.help} (${each.nodes[0]?.html})`,
    )
  })
  assert.deepEqual(problems, [], `${where} keeps people out`)
}
