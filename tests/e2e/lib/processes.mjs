// Starting programs so that nothing of them stays behind: each gets a process
// group of its own, which ends with us whatever happens.

import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Where pictures, logs and traces of failures go. */
export const RESULTS = path.resolve(import.meta.dirname, '..', 'results')

/**
 * @typedef {object} Started
 * @property {number} pid
 * @property {() => boolean} running
 * @property {(text: string) => void} say writes to its standard input and closes it
 * @property {(limit?: number) => Promise<string>} line the next line of its standard output, or of file 3 where asked
 * @property {() => Promise<void>} stop
 */

/** @type {Set<number>} */
const groups = new Set()

process.on('exit', () => groups.forEach((pid) => signal(pid, 'SIGKILL')))
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(name, () => process.exit(1))
}

/**
 * Starts a program. What it says goes to a log file in the results, except the
 * stream whose lines are asked for.
 * @param {string} program
 * @param {string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, log: string, lines?: 'stdout' | 'file 3' }} options
 * @returns {Started}
 */
export function start(program, words, { env = process.env, log, lines = 'stdout' }) {
  mkdirSync(RESULTS, { recursive: true })
  const file = createWriteStream(path.join(RESULTS, `${log}.log`), { flags: 'a' })
  const child = spawn(program, words, {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', lines === 'file 3' ? 'pipe' : 'ignore'],
  })
  const name = path.basename(program)
  /** @type {Error | undefined} */
  let lost
  child.on('error', (error) => (lost = new Error(`${name} could not be started: ${error.message}`)))
  child.stdin?.on('error', () => {}) // a program may end before it has read everything
  child.stderr?.pipe(file)
  child.stdout?.pipe(file, { end: false })
  if (child.pid !== undefined) groups.add(child.pid)

  const source = lines === 'stdout' ? child.stdout : child.stdio[3]
  let heard = ''
  source?.on('data', (/** @type {Buffer} */ data) => (heard += data.toString()))

  const running = () => child.exitCode === null && child.signalCode === null && lost === undefined
  return {
    pid: child.pid ?? 0,
    running,
    say: (text) => child.stdin?.end(text),
    line: async (limit = 10_000) => {
      const end = Date.now() + limit
      while (!heard.includes('\n')) {
        if (lost) throw lost
        if (!running()) throw new Error(`${name} ended at once, see results/${log}.log`)
        if (Date.now() > end) throw new Error(`${name} said nothing for ${limit} ms`)
        await wait(10)
      }
      const at = heard.indexOf('\n')
      const line = heard.slice(0, at)
      heard = heard.slice(at + 1)
      return line
    },
    stop: async () => {
      if (child.pid === undefined) return
      signal(child.pid, 'SIGTERM')
      for (let tries = 0; alive(child.pid) && tries < 100; tries += 1) await wait(20)
      signal(child.pid, 'SIGKILL')
      groups.delete(child.pid)
    },
  }
}

/** @param {number} group @param {NodeJS.Signals} name */
function signal(group, name) {
  try {
    process.kill(-group, name)
  } catch {
    // The group is gone, which is what was wanted.
  }
}

/** @param {number} group */
function alive(group) {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

/** A port nobody listens on. */
export async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}

/**
 * Asks again until there is an answer. Used where the program may take its time.
 * @template T
 * @param {string} what is waited for, as it stands in the failure
 * @param {() => Promise<T | undefined | null | false>} ask
 * @param {number} [limit] in ms
 * @returns {Promise<T>}
 */
export async function until(what, ask, limit = 15_000) {
  const end = Date.now() + limit
  /** @type {unknown} */
  let last
  for (;;) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`Waited ${limit} ms for ${what}`, { cause: last })
    await wait(25)
  }
}
