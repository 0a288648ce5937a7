// @vitest-environment node
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { filesBelow } from '#lib/testing/files'

const src = dirname(fileURLToPath(import.meta.url))

/** Who may name whom; every folder may name itself. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  app: ['components', 'ipc', 'lib', 'features/*'],
  components: ['lib'],
  'features/*': ['components', 'ipc', 'lib'],
  ipc: [],
  lib: ['ipc types'],
  styles: [],
}

/** Outside packages that only some folders may name. */
const KEPT_BY: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@tauri-apps\//, ['ipc']],
  [/^react-aria-components$/, ['components', 'app', 'features/explorer', 'features/tenants']],
]

/** Words that would tie the interface to one maker. Written in halves, so as not to find itself. */
const MAKERS = [
  'cyber' + 'ark',
  'deli' + 'nea',
  'beyond' + 'trust',
  'priv' + 'x',
  'pv' + 'wa',
  'thyco' + 'tic',
  'bom' + 'gar',
]

const sources = filesBelow(src, /\.(ts|tsx|css)$/)
const inTest = (file: string) => /\.test\.tsx?$|\/testing\//.test(file)

/** The folder a file counts as: `components`, `features/dashboard`; nothing for the entry. */
function folderOf(path: string): string | null {
  const [first, second] = relative(src, path).split(/[\\/]/)
  if (!first || !second) return null
  return first === 'features' ? `features/${second}` : first
}

type Import = { file: string; from: string; to: string; typeOnly: boolean; outside: boolean }

function importsOf(file: string): Import[] {
  const from = folderOf(file)
  const text = readFileSync(file, 'utf8')
  if (from === null) return []
  return [
    ...text.matchAll(
      /(import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].flatMap((found): Import[] => {
    const name = found[3] ?? found[4] ?? ''
    const typeOnly = found[2] !== undefined
    if (name.startsWith('#'))
      return [
        { file, from, to: folderOf(join(src, name.slice(1))) ?? '', typeOnly, outside: false },
      ]
    if (name.startsWith('.'))
      return [
        { file, from, to: folderOf(join(dirname(file), name)) ?? '', typeOnly, outside: false },
      ]
    return [{ file, from, to: name, typeOnly, outside: true }]
  })
}

const imports = sources.filter((file) => !file.endsWith('.css') && !inTest(file)).flatMap(importsOf)
const general = (folder: string) => (folder.startsWith('features/') ? 'features/*' : folder)
const said = ({ file, to }: Import) => `${relative(src, file)} uses ${to}`

describe('the folders of the interface', () => {
  it('finds what it is to look at', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(imports.some(({ from, to }) => from === 'app' && to === 'features/dashboard')).toBe(true)
  })

  it('name only what they may', () => {
    const wrong = imports.filter(({ from, to, typeOnly, outside }) => {
      if (outside || from === to) return false
      const allowed = MAY_USE[general(from)] ?? []
      return !allowed.includes(general(to)) && !(typeOnly && allowed.includes(`${to} types`))
    })
    expect(wrong.map(said)).toEqual([])
  })

  it('keep to themselves what is kept by one', () => {
    const wrong = imports.filter(
      ({ from, to, outside }) =>
        outside && KEPT_BY.some(([kept, by]) => kept.test(to) && !by.includes(from)),
    )
    expect(wrong.map(said)).toEqual([])
  })

  it('do not go round in circles', () => {
    const edges = new Map<string, Set<string>>()
    for (const { from, to, typeOnly, outside } of imports) {
      if (!outside && !typeOnly && from !== to)
        edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
    const reaches = (start: string, goal: string, seen = new Set<string>()): boolean =>
      [...(edges.get(start) ?? [])].some(
        (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
      )
    expect([...edges.keys()].filter((folder) => reaches(folder, folder))).toEqual([])
  })

  it('climb at most one folder', () => {
    const wrong = sources.filter(
      (file) => !inTest(file) && readFileSync(file, 'utf8').includes("from '../../"),
    )
    expect(wrong).toEqual([])
  })
})

describe('the words of the interface', () => {
  it('name no maker and no product', () => {
    const wrong = sources.filter((file) => {
      const text = readFileSync(file, 'utf8').toLowerCase()
      return MAKERS.some((maker) => text.includes(maker))
    })
    expect(wrong.map((file) => relative(src, file))).toEqual([])
  })

  it('stand in files of fewer than 400 lines', () => {
    const written = sources.filter(
      (file) => !file.endsWith('bindings.ts') && !file.endsWith('tokens.css'),
    )
    expect(written.filter((file) => readFileSync(file, 'utf8').split('\n').length >= 400)).toEqual(
      [],
    )
  })
})

describe('colours', () => {
  it('are named in the tokens and nowhere else', () => {
    const sheets = sources.filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'))
    const wrong = sheets.filter((file) =>
      /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.test(readFileSync(file, 'utf8')),
    )
    expect(wrong.map((file) => relative(src, file))).toEqual([])
  })
})
