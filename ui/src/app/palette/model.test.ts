import { describe, expect, it } from 'vitest'

import type { PaletteHit } from '#ipc/bindings'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { hitsOf, promise } from './model'

const tenants = tenantsOf('')
const found: PaletteHit[] = [
  {
    document: 'd',
    tenant: 'remote',
    hit: {
      line: {
        key: 'DELETE /user/{id}',
        method: 'DELETE',
        path: '/user/{id}',
        name: 'Delete a user',
        effect: 'removes',
        classified: true,
        deprecated: false,
      },
      group: 'user',
      nameMarks: [{ from: 9, to: 900 }],
      pathMarks: [],
      elsewhere: null,
    },
  },
]

const operation = (words: string) =>
  hitsOf(words, tenants, found, null, true).find(({ deed }) => deed.kind === 'operation')

describe('what the palette finds', () => {
  it('offers screens and tenants before anything is typed, and no sign-outs', () => {
    const hits = hitsOf('', tenants, found, null, true)
    expect(hits.map((hit) => hit.title)).toContain('Settings')
    expect(hits.some((hit) => hit.deed.kind === 'signOut' || hit.deed.kind === 'operation')).toBe(
      false,
    )
  })
  it('finds by the beginnings and middles of words, in any order, and marks them', () => {
    const [hit] = hitsOf('plan sign', tenants, [], null, true)
    expect(hit?.title).toBe('Sign out of Plants')
    expect(hit?.marks).toEqual([
      { from: 0, to: 4 },
      { from: 12, to: 16 },
    ])
  })
  it('leaves out marks that do not fit the text', () => {
    expect(operation('delete')?.marks).toEqual([])
  })
  it('keeps to one tenant when narrowed', () => {
    const titles = hitsOf('', tenants, found, 'plants', true).map((hit) => hit.tenant?.name)
    expect(new Set(titles)).toEqual(new Set(['Plants']))
    expect(hitsOf('delete', tenants, found, 'plants', true)).toEqual([])
  })
  it('looks up in every tenant whatever was typed, after everything else', () => {
    const hits = hitsOf('sign out of', tenants, [], null, true)
    expect(hits.at(-1)).toMatchObject({ deed: { kind: 'lookUp', words: 'sign out of' } })
    expect(hitsOf('jonas lind', tenants, [], null, true).map(({ title }) => title)).toEqual([
      'Look up “jonas lind”',
    ])
    expect(hitsOf('jonas', tenants, [], 'plants', true)).toEqual([])
  })
  it('never promises to send', () => {
    const hit = operation('delete')
    expect(hit && promise(hit.deed)).toBe('Enter opens the operation. Nothing is sent from here.')
  })
})
