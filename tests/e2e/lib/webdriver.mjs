// A small client for WebDriver, enough for one window. Every call has a limit,
// since a driver whose program died never answers.

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** @typedef {{ [ELEMENT]: string }} Found an element as the driver names it */

/** What a key is called on the wire. */
export const KEYS = {
  enter: '\uE007',
  escape: '\uE00C',
  tab: '\uE004',
  down: '\uE015',
  control: '\uE009',
}

/** One window under remote control. */
export class Window {
  #base

  /** @param {string} base */
  constructor(base) {
    this.#base = base
  }

  /**
   * Starts a program through the driver.
   * @param {string} driver
   * @param {string} binary
   * @param {string[]} args
   */
  static async open(driver, binary, args) {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } }
    const session = await call(driver, 'POST', '/session', { capabilities }, 30_000)
    return new Window(`${driver}/session/${session.sessionId}`)
  }

  /**
   * @param {'GET' | 'POST' | 'DELETE'} method
   * @param {string} path
   * @param {object} [body]
   * @param {number} [limit] in ms
   */
  #ask(method, path, body, limit) {
    return call(this.#base, method, path, body, limit)
  }

  /** Ends the session, and with it the program. */
  close() {
    return this.#ask('DELETE', '')
  }

  /**
   * Runs a function in the page. It must be whole in itself: only its arguments reach it.
   * @template {unknown[]} A
   * @template T
   * @param {(...given: A) => T} what
   * @param {A} given
   * @returns {Promise<T>}
   */
  run(what, ...given) {
    return this.#ask('POST', '/execute/sync', {
      script: `return (${String(what)})(...arguments)`,
      args: given,
    })
  }

  /**
   * Runs a function in the page that takes its time, and waits for what it comes to.
   * @template {unknown[]} A
   * @template T
   * @param {(...given: A) => Promise<T>} what
   * @param {A} given
   * @returns {Promise<T>}
   */
  async later(what, ...given) {
    const script = `const told = arguments[arguments.length - 1];
      (${String(what)})(...[...arguments].slice(0, -1)).then(
        (done) => told({ done }), (error) => told({ failed: String(error) }))`
    // The driver itself gives a script half a minute.
    const body = { script, args: given }
    const { done, failed } = await this.#ask('POST', '/execute/async', body, 35_000)
    if (failed !== undefined) throw new Error(failed)
    return done
  }

  /** @param {Found} element */
  async click(element) {
    await this.#ask('POST', `/element/${element[ELEMENT]}/click`, {})
  }

  /**
   * Types into an element as a person would.
   * @param {Found} element
   * @param {string} text
   */
  async type(element, text) {
    await this.#ask('POST', `/element/${element[ELEMENT]}/value`, { text })
  }

  /**
   * Presses keys together, then lets go: `press(KEYS.control, 'k')`.
   * @param {string[]} keys
   */
  async press(...keys) {
    const down = keys.map((value) => ({ type: 'keyDown', value }))
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }))
    const keyboard = { type: 'key', id: 'keyboard', actions: [...down, ...up] }
    await this.#ask('POST', '/actions', { actions: [keyboard] })
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.#ask('POST', '/window/rect', { x: 0, y: 0, width, height })
  }

  /** Waits until what was asked for last is on the screen: two frames later it is. */
  async painted() {
    await this.#ask('POST', '/execute/async', {
      script:
        'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))',
      args: [],
    })
  }

  /** A picture of the page, as PNG. */
  async picture() {
    await this.painted()
    return Buffer.from(await this.#ask('GET', '/screenshot'), 'base64')
  }

  /**
   * Goes on in another window of the program.
   * @param {string} handle
   */
  async to(handle) {
    await this.#ask('POST', '/window', { handle })
  }

  /** The handles of every window of the program. @returns {Promise<string[]>} */
  handles() {
    return this.#ask('GET', '/window/handles')
  }
}

/**
 * @param {string} base
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {number} [limit] in ms
 * @returns {Promise<any>} what the command answers; the protocol gives it no type
 */
async function call(base, method, path, body, limit = 15_000) {
  const response = await fetch(base + path, {
    method,
    signal: AbortSignal.timeout(limit),
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${method} ${path || '/'}: ${value?.error}: ${value?.message}`)
  return value
}
