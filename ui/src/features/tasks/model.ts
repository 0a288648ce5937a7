import type { Problem, TaskAsk, TaskGroup, TaskInput, TaskLine, TenantLine } from '#ipc/bindings'

import type { Entry, Picked } from './desk'

/** The groups in the order in which they are listed. */
const GROUPS: readonly TaskGroup[] = [
  'people',
  'computers',
  'requests',
  'sessions',
  'accounts',
  'policies',
  'reports',
]

/** Tasks in groups, those with nothing in them left out. */
export const grouped = (lines: readonly TaskLine[]): { group: TaskGroup; lines: TaskLine[] }[] =>
  GROUPS.map((group) => ({ group, lines: lines.filter((line) => line.group === group) })).filter(
    (each) => each.lines.length > 0,
  )

/** The tasks in which every word stands: in the title, what it is for, or its further words. */
export function fitting(lines: readonly TaskLine[], words: string): TaskLine[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return lines.filter(({ title, about, words: further }) => {
    const text = [title, about, ...further].join('\n').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** The kinds of system there are tasks for, and the tenants of each. */
export function kindsOf(
  lines: readonly TaskLine[],
  tenants: readonly TenantLine[],
): { vendor: string; product: string; tenants: TenantLine[]; lines: TaskLine[] }[] {
  const vendors = [...new Set(lines.map(({ vendor }) => vendor))]
  return vendors.flatMap((vendor) => {
    const own = tenants.filter((tenant) => tenant.vendor === vendor)
    const [first] = own
    return first
      ? [
          {
            vendor,
            product: first.product,
            tenants: own,
            lines: lines.filter((line) => line.vendor === vendor),
          },
        ]
      : []
  })
}

/** What a pick is called before its name is known: what stands for it. */
const bare = (id: string): Picked => ({ id, label: id, note: '' })

/** What stands in a field at first. */
function first(ask: TaskAsk, offered: string | undefined): Entry {
  const given = ask.kind === 'secret' ? undefined : offered
  if (ask.kind === 'pick')
    return { kind: 'picked', picked: given === undefined ? [] : [bare(given)] }
  const usual = ask.usual ?? (ask.kind === 'toggle' ? 'false' : '')
  return { kind: 'text', value: given ?? usual }
}

/** What stands in a field: what was entered, or what stands there at first. */
export const entryOf = (
  ask: TaskAsk,
  entries: Readonly<Record<string, Entry>>,
  offered: Readonly<Record<string, string>> | undefined,
): Entry => entries[ask.id] ?? first(ask, offered?.[ask.id])

const nothing = { value: null, several: [], held: null }

/** One field as the core takes it; nothing when it is empty. */
function inputOf(ask: TaskAsk, entry: Entry): TaskInput | null {
  const field = ask.id
  switch (entry.kind) {
    case 'held':
      return { ...nothing, field, held: entry.held.held }
    case 'picked': {
      const ids = entry.picked.map(({ id }) => id)
      const [only] = ids
      if (only === undefined) return null
      return ask.many ? { ...nothing, field, several: ids } : { ...nothing, field, value: only }
    }
    case 'text': {
      const value = entry.value.trim()
      return value === '' ? null : { ...nothing, field, value }
    }
    default: {
      const never: never = entry
      return never
    }
  }
}

/** Every field as the core takes it; those that are empty are left out. */
export const inputsOf = (
  asks: readonly TaskAsk[],
  entries: Readonly<Record<string, Entry>>,
  offered: Readonly<Record<string, string>> | undefined,
): TaskInput[] => asks.flatMap((ask) => inputOf(ask, entryOf(ask, entries, offered)) ?? [])

/** What is wrong with one field, before anybody is asked. */
export type Fault =
  | { kind: 'missing' | 'notPicked' | 'notANumber' | 'notADay' }
  | { kind: 'tooSmall' | 'tooShort'; least: number }
  | { kind: 'tooLarge' | 'tooLong'; most: number }

/** A day of the calendar, `2026-11-22`. */
function isDay(value: string): boolean {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
  return parsed?.toISOString?.().startsWith(value) ?? false
}

/** What is wrong with a number or a text for its limits. */
function limitFault({ kind, least, most }: TaskAsk, value: string): Fault | null {
  if (kind === 'number') {
    if (!/^-?\d+$/.test(value)) return { kind: 'notANumber' }
    if (least !== null && Number(value) < least) return { kind: 'tooSmall', least }
    return most !== null && Number(value) > most ? { kind: 'tooLarge', most } : null
  }
  if (kind !== 'text' && kind !== 'reason') return null
  const letters = Array.from(value).length
  if (least !== null && letters < least) return { kind: 'tooShort', least }
  return most !== null && letters > most ? { kind: 'tooLong', most } : null
}

/** What is wrong with a field; nothing when it can be used. The core has the last word. */
export function faultOf(ask: TaskAsk, entry: Entry): Fault | null {
  const input = inputOf(ask, entry)
  if (input === null) {
    if (ask.optional) return null
    return { kind: ask.kind === 'pick' ? 'notPicked' : 'missing' }
  }
  const { value } = input
  if (value === null) return null
  if (ask.kind === 'date' && !Number.isNaN(Date.parse(value)) && isDay(value)) return null
  return ask.kind === 'date' ? { kind: 'notADay' } : limitFault(ask, value)
}

/** What the core found wrong with a field. */
export const problemOf = (problems: readonly Problem[], field: string): Problem | undefined =>
  problems.find((problem) => problem.field === field)

/** What other fields tell a pick of what it may offer: never a secret, never a sentence. */
export const known = (
  asks: readonly TaskAsk[],
  field: string,
  entries: Readonly<Record<string, Entry>>,
  offered: Readonly<Record<string, string>> | undefined,
): TaskInput[] =>
  asks
    .filter(({ id, kind }) => id !== field && (kind === 'pick' || kind === 'choice'))
    .flatMap((ask) => inputOf(ask, entryOf(ask, entries, offered)) ?? [])

/** The parts of a request's address that matter here: the path and what stands behind it. */
export function pathOf(address: string): string {
  const host = /^https?:\/\/[^/?]+/.exec(address)
  return host ? address.slice(host[0].length) || '/' : address
}
