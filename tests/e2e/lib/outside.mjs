// The simulated tenants as servers of their own, which know nothing of the
// program under test: what a customer's systems would be.

import { readFile } from 'node:fs/promises'

import { start } from './processes.mjs'

/**
 * @typedef {object} Tenant
 * @property {string} vendor
 * @property {string} origin
 * @property {string} control where faults are switched on
 * @property {string} ca_file
 * @property {string} pem the certificate of its authority
 * @property {Record<string, string>} credentials
 */

/** Starts the five of them. */
export async function outsideTenants() {
  const program = process.env['KEYDESK_DEMO']
  if (!program) throw new Error('Start this by `cargo xtask journeys`, which sets KEYDESK_DEMO')
  const servers = start(program, [], { log: 'outside' })
  try {
    /** @type {Tenant[]} */
    const tenants = []
    for (let number = 0; number < 5; number += 1) {
      tenants.push(JSON.parse(await servers.line(30_000)))
    }
    // All five name one file, which is complete once the last has been started.
    for (const tenant of tenants) tenant.pem = await readFile(tenant.ca_file, 'utf8')
    const of = (/** @type {string} */ vendor) => {
      const found = tenants.find((tenant) => tenant.vendor === vendor)
      if (!found) throw new Error(`no tenant of ${vendor} was started`)
      return found
    }
    return { of, stop: servers.stop }
  } catch (error) {
    await servers.stop()
    throw error
  }
}
