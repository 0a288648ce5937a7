// How the operations of a document may be named on the screen.

import { readFile } from 'node:fs/promises'

/**
 * Every path, summary and id of the operations of a document, without blanks: what a viewer shows
 * as an operation must hold one of them.
 * @param {string} file
 */
export async function names(file) {
  const text = await readFile(file, 'utf8')
  const found = file.endsWith('.json') ? inJson(JSON.parse(text)) : inYaml(text)
  return [...new Set(found)].map(plain).filter((name) => name.length > 1)
}

/** @param {{ paths?: Record<string, Record<string, any>> }} document */
function inJson({ paths = {} }) {
  return Object.entries(paths).flatMap(([path, item]) => [
    path,
    ...Object.values(item).flatMap((each) => [each?.summary, each?.operationId].filter(Boolean)),
  ])
}

/** Good enough to find names; what else has a summary does no harm. @param {string} text */
function inYaml(text) {
  const paths = text.matchAll(/^\s*["']?(\/[^\s"']*)["']?\s*:/gmu)
  const words = text.matchAll(/^\s*(?:summary|operationId):\s*["']?(.+?)["']?\s*$/gmu)
  return [...paths, ...words].flatMap(([, name]) => (name ? [name] : []))
}

/** Viewers break long words with blanks nobody sees. @param {string} text */
export const plain = (text) => text.replace(/[\s\u200B-\u200D\uFEFF]+/gu, '')
