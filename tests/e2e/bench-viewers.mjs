// Opens the same documents in Keydesk and in the viewers other people use, in the same browser,
// turn by turn, and prints one JSON list: document, viewer and what was measured, each the median
// of three rounds, or how it failed. The first word is the folder of what was downloaded; further
// words choose documents and viewers by part of their names.

import path from 'node:path'

import { documents, names } from './viewers/documents.mjs'
import { NAMES, measure } from './viewers/measure.mjs'
import { serve } from './viewers/server.mjs'

/** @typedef {import('./viewers/measure.mjs').Measured} Measured */

const ROUNDS = Number(process.env['KEYDESK_ROUNDS'] ?? 3)

const [packages, ...words] = process.argv.slice(2)
if (packages === undefined) throw new Error('Start this by `cargo xtask bench viewers`')

/** @param {string[]} all */
const chosen = (all) => {
  const some = all.filter((name) => words.some((word) => name.toLowerCase().includes(word)))
  return some.length > 0 ? some : all
}

/** @param {(number | null)[]} values */
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
  rounds: rounds.length,
})

const server = await serve(path.join(packages, 'viewers'))
const results = []
try {
  const wanted = documents(packages)
  const picked = chosen(wanted.map(({ name }) => name))
  for (const { name: document, file, there } of wanted) {
    if (!picked.includes(document)) continue
    if (!there) {
      results.push({ document, missing: file })
      continue
    }
    const given = { server, file, names: await names(file) }
    /** @type {Map<string, Measured[]>} */
    const measured = new Map()
    const failed = new Map()
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const viewer of chosen(NAMES).filter((each) => !failed.has(each))) {
        const result = await measure(viewer, given)
        const shown =
          'failed' in result ? result.failed : `${Math.round(result.first)} ms to an operation`
        console.error(`  ${document}, ${viewer}: ${shown}`)
        if ('failed' in result) failed.set(viewer, result.failed)
        else measured.set(viewer, [...(measured.get(viewer) ?? []), result])
      }
    }
    for (const viewer of chosen(NAMES)) {
      const why = failed.get(viewer)
      const found = why === undefined ? middle(measured.get(viewer) ?? []) : { failed: why }
      results.push({ document, viewer, ...found })
    }
  }
} finally {
  await server.close()
}
console.log(JSON.stringify(results, null, 2))
