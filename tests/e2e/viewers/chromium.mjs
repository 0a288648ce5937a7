// A Chromium of its own for one measurement, spoken to over a pipe in the browser's own protocol.
// Nothing stands between: a library that watches network and console would keep every answer in
// the page's process and be measured with it.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** @typedef {import('node:stream').Writable} Writable */
/** @typedef {import('node:stream').Readable} Readable */

const WORDS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--window-size=1440,900',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  // One page, one process: a spare one would be taken for it.
  '--disable-features=SpareRendererForSitePerProcess',
  // A viewer that asks for fonts or statistics elsewhere is told at once that there is nobody.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** What was asked did not come within its limit: the page never yielded. */
export class NeverYielded extends Error {}

/** The process of the page is gone. */
export class Crashed extends Error {}

/** A browser with one page. */
export class Browser {
  /** @type {import('node:child_process').ChildProcess} */
  #child
  #folder
  #session = ''
  #asked = 0
  /** @type {Map<number, { done: (answer: any) => void, failed: (why: Error) => void }>} */
  #waiting = new Map()

  /** @param {import('node:child_process').ChildProcess} child @param {string} folder */
  constructor(child, folder) {
    this.#child = child
    this.#folder = folder
    let heard = Buffer.alloc(0)
    this.#pipe(4).on('data', (/** @type {Buffer} */ data) => {
      heard = Buffer.concat([heard, data])
      for (let end = heard.indexOf(0); end >= 0; end = heard.indexOf(0)) {
        this.#hear(JSON.parse(heard.subarray(0, end).toString()))
        heard = heard.subarray(end + 1)
      }
    })
    child.on('exit', () => this.#lost())
    this.#pipe(3).on('error', () => this.#lost()) // it may end while it is being told something
  }

  /**
   * Starts the program with an empty page.
   * @param {string} program
   */
  static async open(program) {
    const folder = await mkdtemp(path.join(tmpdir(), 'keydesk-viewer-'))
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(program, [...WORDS, ...root, `--user-data-dir=${folder}`, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    })
    const browser = new Browser(child, folder)
    process.once('exit', browser.#kill)
    const { targetInfos } = await browser.#ask('Target.getTargets', {})
    const page = targetInfos.find((/** @type {{ type: string }} */ { type }) => type === 'page')
    const { sessionId } = await browser.#ask('Target.attachToTarget', {
      targetId: page.targetId,
      flatten: true,
    })
    browser.#session = sessionId
    await browser.send('Inspector.enable')
    return browser
  }

  /** @param {3 | 4} number @returns {any} one end of the pipe */
  #pipe(number) {
    return this.#child.stdio[number]
  }

  /** @param {any} message */
  #hear(message) {
    if (message.method === 'Inspector.targetCrashed') return this.#lost()
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.failed(new Error(message.error.message))
    else waiting?.done(message.result)
  }

  #lost() {
    for (const { failed } of this.#waiting.values()) failed(new Crashed('the page’s process died'))
    this.#waiting.clear()
  }

  /**
   * @param {string} method
   * @param {object} params
   * @param {number} [limit] in ms
   * @param {string} [sessionId]
   * @returns {Promise<any>} the protocol gives its answers no type
   */
  #ask(method, params, limit = 15_000, sessionId) {
    return new Promise((done, failed) => {
      this.#asked += 1
      const id = this.#asked
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        failed(new NeverYielded(`${method} did not come back within ${limit} ms`))
      }, limit)
      const settled = (/** @type {(value: any) => void} */ then) => (/** @type {any} */ value) => {
        clearTimeout(timer)
        then(value)
      }
      this.#waiting.set(id, { done: settled(done), failed: settled(failed) })
      this.#pipe(3).write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /**
   * Sends a command to the page.
   * @param {string} method
   * @param {object} [params]
   * @param {number} [limit] in ms
   */
  send(method, params = {}, limit) {
    return this.#ask(method, params, limit, this.#session)
  }

  /**
   * Calls a function in the page and waits for its promise. It must be whole in itself: only what
   * is given reaches it, and a function that is given must be whole in itself too.
   * @param {(...given: any[]) => unknown} what
   * @param {unknown[]} [given]
   * @param {number} [limit] in ms
   * @returns {Promise<any>}
   */
  async run(what, given = [], limit) {
    const sent = given.map((each) =>
      typeof each === 'function' ? String(each) : JSON.stringify(each),
    )
    const { result, exceptionDetails } = await this.send(
      'Runtime.evaluate',
      {
        expression: `(${String(what)})(${sent.join(',')})`,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      },
      limit,
    )
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    }
    return result.value
  }

  /** The processes that draw pages, by number. @returns {Promise<number[]>} */
  async renderers() {
    const { processInfo } = await this.#ask('SystemInfo.getProcessInfo', {})
    return processInfo
      .filter((/** @type {{ type: string }} */ { type }) => type === 'renderer')
      .map((/** @type {{ id: number }} */ { id }) => id)
  }

  #kill = () => {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
    } catch {
      // The group is gone, which is what was wanted.
    }
  }

  /** Ends the browser, however busy it is, and removes what it wrote. */
  async close() {
    const gone = new Promise((done) => this.#child.once('exit', done))
    this.#kill()
    if (this.#child.exitCode === null && this.#child.signalCode === null) await gone
    process.off('exit', this.#kill)
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
