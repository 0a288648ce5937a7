// The process that draws the page dies, and the program goes on.

import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { said } from '../lib/find.mjs'
import { until } from '../lib/processes.mjs'
import { dashboard } from '../lib/screens.mjs'
import { openWindow, seen, windowDesk } from '../lib/window.mjs'

/** @type {import('../lib/desk.mjs').Desk} */
let desk
/** @type {import('../lib/window.mjs').Opened} */
let opened

before(async () => {
  desk = await windowDesk()
  opened = await openWindow(desk)
})

after(async () => {
  await opened?.close()
  await desk?.clear()
})

/** The processes that draw pages below the driver. @returns {Promise<number[]>} */
async function drawing() {
  const parents = new Map()
  const names = new Map()
  for (const number of (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))) {
    // A process may end while it is being read.
    const stat = await readFile(`/proc/${number}/stat`, 'utf8').catch(() => '')
    const end = stat.lastIndexOf(')')
    if (end < 0) continue
    names.set(Number(number), stat.slice(stat.indexOf('(') + 1, end))
    parents.set(Number(number), Number(stat.slice(end + 2).split(' ')[1]))
  }
  const below = (/** @type {number} */ pid) => {
    for (let at = parents.get(pid); at; at = parents.get(at)) if (at === opened.driver) return true
    return false
  }
  return [...names.keys()].filter(
    (pid) => names.get(pid)?.startsWith('WebKitWebProc') && below(pid),
  )
}

const limit = { timeout: 120_000 }

/** What a process holds for itself, in kB; 0 when it is gone. @param {number} pid */
async function share(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/mu.exec(text)?.[1] ?? 0)
}

// U1: the web process dies. The driver's session dies with it, so what comes after is told by the
// processes: another one draws the page, and holds as much as one that has drawn it.
test('a page whose process dies is loaded again by another process', limit, async () => {
  const { window } = opened
  await seen(window, 'reload', async () => {
    await dashboard(window)
    await said(window, '5 of 5 signed in', 30_000)
    const [before = 0, ...others] = await drawing()
    assert.deepEqual(others, [], 'one process draws one window')
    const whole = await share(before)
    process.kill(before, 'SIGKILL')
    const after = await until(
      'another process to draw the page',
      async () => (await drawing()).find((pid) => pid !== before),
      30_000,
    )
    const loaded = async () => (await share(after)) > whole / 2
    await until('the page to be loaded in it', loaded, 30_000)
  })
})
