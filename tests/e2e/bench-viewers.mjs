// Opens the same documents in Keydesk and in the viewers other people use, in the same browser,
// turn by turn, and prints one JSON list: document, its size, viewer, and what was measured, each
// the median of the rounds, or how it failed.
//
// It is told what to do in JSON: the folder of the viewers' packages, the documents by name and
// file, how many rounds, and words that choose documents and viewers by a part of their names.

import { stat } from 'node:fs/promises'

import { names } from './viewers/documents.mjs'
import { NAMES, measure } from './viewers/measure.mjs'
import { serve } from './viewers/server.mjs'

/** @typedef {import('./viewers/measure.mjs').Measured} Measured */
/** @typedef {{ viewers: string, documents: { name: string, file: string }[], rounds: number, only: string[] }} Asked */

/** @type {Asked} */
const asked = JSON.parse(process.argv[2] ?? 'null')
if (asked === null) throw new Error('Start this by `cargo xtask bench viewers`')

/** @param {string[]} all */
const chosen = (all) => {
  const some = all.filter((name) =>
    asked.only.some((word) => name.toLowerCase().includes(word.toLowerCase())),
  )
  return some.length > 0 ? some : all
}

/** The middle one; null as soon as one is not known. @param {(number | null)[]} values */
const median = (values) => {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  return known.length < values.length ? null : (known[Math.floor(known.length / 2)] ?? null)
}

/** @param {Measured[]} rounds */
const middle = (rounds) => ({
  first: median(rounds.map(({ first }) => first)),
  rest: median(rounds.map(({ rest }) => rest)),
  longest: median(rounds.map(({ longest }) => longest)),
  heap: median(rounds.map(({ heap }) => heap)),
  page: median(rounds.map(({ page }) => page)),
  core: median(rounds.map(({ core }) => core)),
})

/**
 * One document in every viewer, turn by turn, so that what else the machine does strikes all of
 * them alike. One that failed is not asked again.
 * @param {string} name
 * @param {import('./viewers/measure.mjs').Given} given
 */
async function compared(name, given) {
  /** @type {Map<string, Measured[]>} */
  const measured = new Map(chosen(NAMES).map((viewer) => [viewer, []]))
  /** @type {Map<string, string>} */
  const failed = new Map()
  for (let round = 0; round < asked.rounds; round += 1) {
    for (const [viewer, rounds] of measured) {
      if (failed.has(viewer)) continue
      const result = await measure(viewer, given)
      if ('failed' in result) failed.set(viewer, result.failed)
      else rounds.push(result)
      const shown = 'failed' in result ? result.failed : `${Math.round(result.first)} ms`
      console.error(`  ${name}, ${viewer}: ${shown}`)
    }
  }
  return [...measured].map(([viewer, rounds]) => {
    const why = failed.get(viewer)
    return { viewer, ...(why === undefined ? middle(rounds) : { failed: why }) }
  })
}

const server = await serve(asked.viewers)
const results = []
try {
  const wanted = chosen(asked.documents.map(({ name }) => name))
  for (const { name, file } of asked.documents.filter((each) => wanted.includes(each.name))) {
    const { size } = await stat(file)
    const compare = await compared(name, { server, file, names: await names(file) })
    results.push(...compare.map((each) => ({ document: name, bytes: size, ...each })))
  }
} finally {
  await server.close()
}
console.log(JSON.stringify(results, null, 2))
