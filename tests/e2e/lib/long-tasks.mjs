// How long the page was busy at a stretch, which is how long nobody could have typed.
//
// It is told, not asserted: on a machine that does other things at the same time a task takes as
// long as those let it.

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Watched
 * @property {[start: number, duration: number][]} tasks every task of more than 50 ms
 * @property {[start: number, end: number][]} ours when the tests themselves were at work in the page
 */

/** Installed before the page's own scripts. */
export function watchTasks() {
  /** @type {Watched} */
  const watched = { tasks: [], ours: [] }
  Object.assign(globalThis, { keydeskTasks: watched })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watched.tasks.push([startTime, duration])
    }
  }).observe({ type: 'longtask' })
}

/**
 * Forgets what was, and tells the longest task of the page in ms; 0 when none took over 50 ms.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export const longestTask = (page) =>
  page.evaluate(() => {
    /** @type {Watched | undefined} */
    const watched = Reflect.get(globalThis, 'keydeskTasks')
    if (!watched) return 0
    const { tasks, ours } = watched
    const own = tasks.filter(
      ([start, duration]) => !ours.some(([from, to]) => start < to && start + duration > from),
    )
    Object.assign(watched, { ours: [] })
    tasks.splice(0)
    return Math.round(Math.max(0, ...own.map(([, duration]) => duration)))
  })
