// Every secret of the simulated tenants has the word “canary” in it. Where it
// turns up, something has leaked.

import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'

const WORD = 'canary'

/** The word as bytes, in every form a program may have given it. */
const FORMS = [
  Buffer.from(WORD, 'utf8'),
  Buffer.from(WORD, 'utf16le'),
  Buffer.from(Buffer.from(WORD).toString('hex')),
  // In base64 a word looks different at each of three positions, and its ends mix
  // with its neighbours; what stays the same is searched for.
  ...[0, 1, 2].map((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + WORD)
      .toString('base64')
      .replaceAll('=', '')
    return Buffer.from(
      text.slice(shift === 0 ? 0 : shift + 1, (shift + WORD.length) % 3 === 0 ? undefined : -1),
    )
  }),
]

/** @param {Uint8Array | string} bytes */
export function holdsCanary(bytes) {
  const buffer = Buffer.from(bytes)
  return FORMS.some((form) => buffer.includes(form))
}

/**
 * The files below a folder that hold a canary.
 * @param {string} folder
 */
export async function filesWithCanary(folder) {
  const found = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && holdsCanary(await readFile(file))) found.push(path.relative(folder, file))
  }
  return found
}
