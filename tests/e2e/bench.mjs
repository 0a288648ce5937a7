// Measures the window and prints one JSON list: name, value, unit and, where there
// is one, the budget. Each figure is the median of several starts.

import { existsSync } from 'node:fs'
import path from 'node:path'

import { memoryBelow } from './lib/memory.mjs'
import { until } from './lib/processes.mjs'
import { PUBLISHED } from './lib/published.mjs'
import { dashboard, go } from './lib/screens.mjs'
import { openWindow, windowDesk } from './lib/window.mjs'

const STARTS = 5

/** @type {{ name: string, value: number, unit: string, budget?: number }[]} */
const figures = []

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

// As an installed program draws; only pictures need the card's way of drawing.
process.env['KEYDESK_WITHOUT_CARD'] = '1'

const desk = await windowDesk()
try {
  const starts = []
  const shares = []
  const sizes = []
  const paints = []
  for (let round = 0; round <= STARTS; round += 1) {
    const { window, driver, began, close } = await openWindow(desk, { log: 'bench' })
    await dashboard(window)
    const took = performance.now() - began
    // From the moment the window begins to load its page.
    const paint = await window.run(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    )
    await new Promise((done) => setTimeout(done, 3_000)) // memory is looked at when it is at rest
    const { pss, rss } = await memoryBelow(driver)
    await close()
    if (round === 0) continue // the first start warms the disk and makes the folders
    starts.push(took)
    if (paint !== null) paints.push(paint)
    shares.push(pss / 1024)
    sizes.push(rss / 1024)
  }
  figures.push({
    name: 'Start to a usable dashboard',
    value: median(starts),
    unit: 'ms',
    budget: 1500,
  })
  figures.push({
    name: 'Start of the window to the first paint with something in it',
    value: median(paints),
    unit: 'ms',
    budget: 300,
  })
  figures.push({
    name: 'Memory of all processes, shared pages shared out',
    value: median(shares),
    unit: 'MB',
    budget: 300,
  })
  figures.push({
    name: 'Memory of all processes, shared pages counted each time',
    value: median(sizes),
    unit: 'MB',
  })

  for (const { file, operations } of PUBLISHED.filter(({ file }) => existsSync(file))) {
    const { window, began, close } = await openWindow(desk, {
      words: ['--demo', file],
      log: 'bench',
    })
    await go(window, '/explorer')
    const shown = () =>
      window.run((count) => document.body.innerText.includes(`${count} operations`), operations)
    await until(`${operations} operations`, shown, 30_000)
    const name = `Start to the list of ${path.basename(file)}, ${operations} operations`
    figures.push({ name, value: performance.now() - began, unit: 'ms' })
    await close()
  }
} finally {
  await desk.clear()
}
console.log(JSON.stringify(figures, null, 2))
