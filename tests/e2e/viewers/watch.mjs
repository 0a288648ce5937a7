// What runs inside the page, the same for every viewer. Each function is sent as text, so each
// is whole in itself.

/**
 * @typedef {object} Watch
 * @property {number} began when the document was asked for, by the page's clock
 * @property {number} longest the longest task since then, in ms
 * @property {number} busy when something last happened
 * @property {ShadowRoot[]} shadows
 * @property {() => void} changes begins to look for changes of the page
 */

/** Installed before the page's own scripts: notes long tasks and finds what viewers hide. */
export function install() {
  // Only from the first operation on: before it, looking at every change would slow the viewer.
  const changes = () => {
    const changed = () => (watch.busy = performance.now())
    const observer = new MutationObserver(changed)
    const all = { subtree: true, childList: true, attributes: true, characterData: true }
    for (const root of [document, ...watch.shadows]) observer.observe(root, all)
    changed()
  }
  /** @type {Watch} */
  const watch = { began: Infinity, longest: 0, busy: 0, shadows: [], changes }
  Object.assign(globalThis, { keydeskWatch: watch })

  const tasks = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const end = startTime + duration
      watch.busy = Math.max(watch.busy, end)
      if (end > watch.began) watch.longest = Math.max(watch.longest, duration)
    }
  })
  tasks.observe({ type: 'longtask' })

  const attach = Reflect.get(Element.prototype, 'attachShadow')
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init)
    watch.shadows.push(root)
    return root
  }
}

/**
 * Opens the document and waits for the first frame in which an operation has a place.
 * @param {(document: string) => unknown} open
 * @param {string} document its address
 * @param {() => Iterable<Element>} operations those on the page so far
 * @param {(() => HTMLElement | null | undefined) | null} closed what has to be pressed first, where nothing but closed groups is shown
 * @param {number} limit in ms
 * @returns {Promise<{ first: number, text: string } | null>} null when nothing was shown in time
 */
export function opened(open, document, operations, closed, limit) {
  /** @type {Watch} */
  const watch = /** @type {any} */ (globalThis).keydeskWatch
  const seen = (/** @type {Element} */ element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && element.checkVisibility()
  }
  return new Promise((done, failed) => {
    let pressed = false
    const look = () => {
      for (const element of operations()) {
        if (!seen(element)) continue
        const first = performance.now() - watch.began
        const titles = [...element.querySelectorAll('[title]')].map(
          (each) => each.getAttribute('title') ?? '',
        )
        done({ first, text: [element.textContent, ...titles].join('\n').slice(0, 2_000) })
        watch.changes()
        return
      }
      const group = pressed ? null : closed?.()
      if (group && seen(group)) {
        pressed = true
        group.click()
      }
      if (performance.now() - watch.began > limit) done(null)
      else requestAnimationFrame(look)
    }
    watch.began = performance.now()
    Promise.resolve(open(document)).catch(failed)
    requestAnimationFrame(look)
  })
}

/**
 * Waits until for one second no task was long and nothing on the page changed.
 * @returns {Promise<{ rest: number, longest: number }>}
 */
export function rested() {
  /** @type {Watch} */
  const watch = /** @type {any} */ (globalThis).keydeskWatch
  const [quiet, step] = [1_000, 50]
  return new Promise((done) => {
    let before = performance.now()
    watch.busy = Math.max(watch.busy, before)
    const timer = setInterval(() => {
      const now = performance.now()
      // A tick that came late was kept waiting, though the task may not have been told yet.
      if (now - before > 2 * step) watch.busy = Math.max(watch.busy, now - step)
      before = now
      if (now - watch.busy < quiet) return
      clearInterval(timer)
      done({ rest: watch.busy - watch.began, longest: watch.longest })
    }, step)
  })
}
