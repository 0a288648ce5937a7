// @vitest-environment node
import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

const THEMES = {
  light: /:root,\n:root\[data-theme=.light.\] \{([\s\S]*?)\n\}/,
  dark: /\n:root\[data-theme=.dark.\] \{([\s\S]*?)\n\}/,
  'contrast-light': /\n:root\[data-theme=.contrast-light.\] \{([\s\S]*?)\n\}/,
  'contrast-dark': /\n:root\[data-theme=.contrast-dark.\] \{([\s\S]*?)\n\}/,
} as const

type Pair = readonly [
  use: string,
  front: string,
  ground: string,
  least: number,
  leastInHighContrast: number,
]

const [TEXT, PART, STRONG] = [4.5, 3, 7]
const on = (
  use: string,
  front: string,
  grounds: readonly string[],
  least: number,
  high: number,
): Pair[] => grounds.map((ground) => [use, front, ground, least, high] as const)

const GROUNDS = [
  'canvas',
  'surface',
  'surface-2',
  'surface-sunken',
  'surface-raised',
  'surface-rail',
  'surface-hover',
  'surface-selected',
]
const MEANINGS = ['ok', 'warn', 'bad', 'hush']

const PAIRS: readonly Pair[] = [
  ...on('Text', 'text', GROUNDS, STRONG, STRONG),
  ...on('Secondary text', 'text-2', [...GROUNDS, 'accent-tint', 'calm-tint'], TEXT, STRONG),
  ...on('Quiet text', 'text-3', GROUNDS, TEXT, STRONG),
  ...on('Unavailable text', 'text-off', ['surface', 'surface-2', 'canvas'], PART, TEXT),
  ...on(
    'Link, selected',
    'accent-text',
    ['surface', 'canvas', 'surface-2', 'surface-selected', 'accent-tint', 'surface-rail'],
    TEXT,
    STRONG,
  ),
  ...on('Primary button', 'on-accent', ['accent', 'accent-hover', 'accent-press'], TEXT, STRONG),
  ...[...MEANINGS, 'prod', 'test', 'demo'].flatMap((name) =>
    on(
      `Meaning ${name}`,
      name,
      ['surface', 'surface-2', 'surface-raised', 'canvas', `${name}-tint`],
      TEXT,
      STRONG,
    ),
  ),
  ...MEANINGS.flatMap((name) =>
    on(`Meaning in a row, ${name}`, name, ['surface-hover', 'surface-selected'], TEXT, STRONG),
  ),
  ...on(
    'Text of a notice',
    'text',
    ['ok-tint', 'warn-tint', 'bad-tint', 'accent-tint'],
    STRONG,
    STRONG,
  ),
  ...MEANINGS.flatMap((name) => on('Mark or bar', `${name}-solid`, ['surface'], PART, PART)),
  ...on('On solid', 'on-solid', ['bad-solid', 'prod-solid'], TEXT, STRONG),
  ...['key', 'string', 'number', 'word', 'quiet'].flatMap((name) =>
    on(`Code, ${name}`, `code-${name}`, ['surface', 'surface-2', 'surface-selected'], TEXT, STRONG),
  ),
  ...on('Code on a marked line', 'text', ['code-mark'], TEXT, STRONG),
  ...on('Field edge', 'line-control', ['surface', 'canvas', 'surface-2'], PART, PART),
  ...on('Focus ring', 'focus', GROUNDS, PART, PART),
  ...on('Chart', 'chart-1', ['surface'], PART, PART),
  ...on('Chart line', 'chart-line', ['surface'], PART, PART),
  ...on(
    'Mark',
    'on-hue',
    ['petrol', 'moss', 'raspberry', 'copper', 'plum', 'slate', 'indigo', 'bottle', 'brick'].map(
      (hue) => `hue-${hue}`,
    ),
    TEXT,
    TEXT,
  ),
]

const tokens = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name, value]) => [name, value]),
  )

const shared = tokens(css.slice(0, css.indexOf('---- Light')))

function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

function ratio(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

describe.each(Object.entries(THEMES))('contrast in %s', (name, pattern) => {
  const theme = { ...shared, ...tokens(css.match(pattern)?.[1] ?? '') }
  it.each(PAIRS)('%s: --%s on --%s', (_, front, ground, least, high) => {
    const [fore, back] = [theme[front], theme[ground]]
    expect([fore, back]).not.toContain(undefined)
    expect(ratio(fore ?? '', back ?? '')).toBeGreaterThanOrEqual(
      name.startsWith('contrast') ? high : least,
    )
  })
})

describe.each(['secret', 'confirm'])('the window %s', (page) => {
  const own = readFileSync(new URL(`../../public/${page}.css`, import.meta.url), 'utf8')
  const [, light = '', dark = ''] = own.split(/:root \{/)
  it.each([
    ['light', light, THEMES.light],
    ['dark', dark.split('}')[0] ?? '', THEMES.dark],
  ])('has the same colours in %s', (_, block, pattern) => {
    const all = tokens(css.match(pattern)?.[1] ?? '')
    const copied = Object.entries(tokens(block.split('}')[0] ?? ''))
    expect(copied.length).toBeGreaterThan(10)
    expect(copied.filter(([token, value]) => all[token] !== value)).toEqual([])
  })
})
