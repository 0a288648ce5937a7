// How much memory a program takes, with every process it started.

import { readFile, readdir } from 'node:fs/promises'

/**
 * Proportional shares in kB of all processes below `ancestor`, without itself.
 * Shared pages count once, divided among those that share them.
 * @param {number} ancestor
 */
export async function memoryBelow(ancestor) {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))
  const parents = new Map()
  for (const number of numbers) {
    // A process may end while it is being read.
    const stat = await readFile(`/proc/${number}/stat`, 'utf8').catch(() => '')
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (parent) parents.set(Number(number), Number(parent))
  }
  const below = (/** @type {number} */ pid) => {
    for (let at = parents.get(pid); at; at = parents.get(at)) if (at === ancestor) return true
    return false
  }
  let pss = 0
  let rss = 0
  let processes = 0
  for (const pid of [...parents.keys()].filter(below)) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    const kilobytes = (/** @type {string} */ name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0)
    pss += kilobytes('Pss')
    rss += kilobytes('Rss')
    processes += 1
  }
  return { pss, rss, processes }
}
