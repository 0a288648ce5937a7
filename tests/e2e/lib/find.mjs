// Finds what is on the screen the way a screen reader would: by role and name.
// If nothing is found here, a person who cannot see the screen finds nothing either.

import { until } from './processes.mjs'

/** @typedef {import('./webdriver.mjs').Window} Window */
/** @typedef {import('./webdriver.mjs').Found} Found */

/**
 * Everything visible with this role whose accessible name contains the text.
 * @param {Window} window
 * @param {string} role
 * @param {string} [name]
 * @returns {Promise<Found[]>}
 */
export function all(window, role, name = '') {
  // An element comes back as the driver's name for it.
  return /** @type {Promise<any>} */ (window.run(seek, role, name))
}

/**
 * The first one, waited for.
 * @param {Window} window
 * @param {string} role
 * @param {string} [name]
 * @param {number} [limit]
 */
export function one(window, role, name = '', limit = 15_000) {
  return until(`a ${role} called “${name}”`, async () => (await all(window, role, name))[0], limit)
}

/**
 * Waits until the page says this somewhere.
 * @param {Window} window
 * @param {string | RegExp} words
 * @param {number} [limit]
 */
export async function said(window, words, limit = 15_000) {
  const pattern = typeof words === 'string' ? words : words.source
  const literal = typeof words === 'string'
  await until(`the page to say ${words}`, () => window.run(says, pattern, literal), limit)
}

/** @param {string} pattern @param {boolean} literal */
function says(pattern, literal) {
  const text = document.body.innerText
  return literal ? text.includes(pattern) : new RegExp(pattern, 'u').test(text)
}

/**
 * Runs in the page, so everything it needs is inside it.
 * @param {string} role
 * @param {string} wanted
 */
function seek(role, wanted) {
  /** @type {Record<string, string>} what has a role without saying so */
  const native = {
    button: 'button, summary, input[type=button], input[type=submit]',
    link: 'a[href]',
    heading: 'h1, h2, h3, h4, h5, h6',
    textbox: 'textarea, input:not([type]), input[type=text], input[type=url], input[type=email]',
    searchbox: 'input[type=search]',
    combobox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    list: 'ul, ol',
    listitem: 'li',
    option: 'option',
    table: 'table',
    row: 'tr',
    article: 'article',
    navigation: 'nav',
    main: 'main',
    region: 'section',
    dialog: 'dialog',
    status: 'output',
  }
  const plain = (/** @type {string | null | undefined} */ text) =>
    (text ?? '').replace(/\s+/gu, ' ').trim()
  const name = (/** @type {Element} */ element) => {
    const by = element.getAttribute('aria-labelledby')
    if (by)
      return plain(
        by
          .split(/\s+/u)
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      )
    const label = element.getAttribute('aria-label')
    if (label) return plain(label)
    if ('labels' in element && element.labels instanceof NodeList && element.labels.length > 0) {
      return plain([...element.labels].map((each) => each.textContent).join(' '))
    }
    return (
      plain(element.textContent) ||
      plain(element.getAttribute('title') ?? element.getAttribute('placeholder'))
    )
  }
  const hidden = (/** @type {Element} */ element) =>
    element.closest('[aria-hidden="true"], [inert], [hidden]') !== null ||
    element.getClientRects().length === 0
  const implied = native[role]
  const selector = `[role="${role}"]` + (implied ? `, :is(${implied}):not([role])` : '')
  return [...document.querySelectorAll(selector)].filter(
    (each) => !hidden(each) && name(each).includes(wanted),
  )
}
