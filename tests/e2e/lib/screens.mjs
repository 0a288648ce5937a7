// The main screens, in one place: where each is, and what shows that it is complete.

import { all, one, said } from './find.mjs'
import { until } from './processes.mjs'
import { KEYS } from './webdriver.mjs'

/** @typedef {import('./webdriver.mjs').Window} Window */

/**
 * @typedef {object} Screen
 * @property {string} name
 * @property {(window: Window) => Promise<void>} open
 */

/** @type {Screen[]} */
export const SCREENS = [
  { name: 'dashboard', open: dashboard },
  { name: 'waiting', open: (window) => page(window, '/waiting', 'Waiting for a person') },
  { name: 'look-up', open: lookUp },
  { name: 'tasks', open: (window) => page(window, '/tasks', 'Tasks') },
  { name: 'task', open: task },
  { name: 'bulk', open: (window) => page(window, '/bulk', 'Bulk') },
  { name: 'tenants', open: (window) => page(window, '/tenants', 'Tenants') },
  { name: 'add-tenant', open: (window) => page(window, '/tenants/add', 'Add a tenant') },
  { name: 'explorer', open: (window) => page(window, '/explorer', 'Explorer') },
  { name: 'operation', open: operation },
  { name: 'requests', open: (window) => page(window, '/requests', 'Requests') },
  { name: 'access', open: (window) => page(window, '/access', 'Access') },
  { name: 'activity', open: (window) => page(window, '/activity', 'Activity') },
  { name: 'open-for-changes', open: opening },
  { name: 'settings', open: (window) => page(window, '/settings', 'Settings') },
  { name: 'palette', open: palette },
]

/** @param {Window} window */
export async function dashboard(window) {
  await go(window, '/')
  const ready = () => window.run(() => document.documentElement.dataset['ready'] === 'dashboard')
  await until('the dashboard to show its first numbers', ready, 30_000)
}

/** @param {Window} window @param {string} address behind the hash */
export async function go(window, address) {
  await window.run((to) => {
    location.hash = to
  }, address)
}

/** @param {Window} window @param {string} address @param {string} heading */
async function page(window, address, heading) {
  await go(window, address)
  await one(window, 'heading', heading)
}

/**
 * An operation that has been sent, with its answer.
 * @param {Window} window
 */
async function operation(window) {
  await page(window, '/explorer', 'Explorer')
  await window.type(await one(window, 'searchbox', 'Find an operation'), 'computers')
  await said(window, 'found')
  await window.press(KEYS.enter)
  await window.click(await one(window, 'button', 'Send'))
  await said(window, /\b200\b/u)
}

/**
 * A person every tenant was asked about.
 * @param {Window} window
 */
async function lookUp(window) {
  await page(window, '/look-up?words=jonas%20lind&what=person', 'Look up')
  await said(window, /answered in/u)
}

/**
 * A task, chosen from the list of all.
 * @param {Window} window
 */
async function task(window) {
  await page(window, '/tasks', 'Tasks')
  await window.click(await one(window, 'link', 'Unlock a user'))
  await one(window, 'button', 'Show what it will do')
}

/**
 * Waits until nothing on the page is still being loaded.
 * @param {Window} window
 */
export async function quiet(window) {
  const busy = () => window.run(() => document.querySelector('[aria-busy="true"]') === null)
  await until('everything to be loaded', busy)
}

/**
 * Closes whatever lies over the page.
 * @param {Window} window
 */
export async function closed(window) {
  await window.press(KEYS.escape)
  await until('the dialog to close', async () => (await all(window, 'dialog')).length === 0)
}

/**
 * The form that opens a tenant for changes.
 * @param {Window} window
 */
async function opening(window) {
  await page(window, '/requests', 'Requests')
  await window.click(await one(window, 'button', 'Locked: reads only'))
  await one(window, 'dialog')
}

/** @param {Window} window */
async function palette(window) {
  await dashboard(window)
  await window.press(KEYS.control, 'k')
  await one(window, 'dialog')
  await said(window, 'Dashboard')
}
