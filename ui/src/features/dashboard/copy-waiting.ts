import type { MissingWhy, Urgency, WaitKind } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { clockOrDay, clockShort, count, plural, span } from '#lib/format'
import { courseOf, type Point } from '#lib/trend'

import type { Sum } from './sums'

/** What is said of what waits for a person, and of the sums over tenants. */
export const waitingCopy = {
  title: 'Waiting for a person',
  strip: 'Across all tenants',
  empty: 'Nothing waits for a person in the tenants that answered.',
  nothingOfKind: 'Nothing of this kind waits.',
  nothingYet: 'No answers yet.',
  whichKind: 'What waits',
  allKinds: 'Everything',
  openAll: (lines: number) => `All ${count(lines)} in a table`,
  why: 'Why?',
  whyLess: 'Less',
  notKnown: (tenants: readonly string[]) => `Not known: ${tenants.join(', ')}`,
  notAsked: (tenants: readonly string[]) => `Not asked yet: ${tenants.join(', ')}`,
  missingList: (label: string, why: string) => `${label}: ${why}`,
  notLoaded: 'Nothing asked yet',
  refresh: 'Refresh',
  back: 'Dashboard',
  review: 'Review…',
  forMany: (rows: number) => `Do something for ${plural(rows, 'row')}…`,
  table: 'What waits for a person',
  filter: 'Find in the list',
  columns: {
    urgency: 'Urgency',
    kind: 'Kind',
    title: 'What',
    note: 'More',
    tenant: 'Tenant',
    label: 'List',
    since: 'Waits for',
    due: 'Until',
    asOf: 'As of',
    task: 'Deal with it',
  },
} as const

export const urgencyWord: Readonly<Record<Urgency, string>> = {
  now: 'Now',
  soon: 'Soon',
  later: 'Later',
}

export const kindWord: Readonly<Record<WaitKind, string>> = {
  decision: 'Decisions',
  lockedOut: 'People locked out',
  component: 'Parts that are down',
  rotation: 'Secrets not changed',
  expiry: 'What ends soon',
  agent: 'Computers and agents',
}

export const sumWord: Readonly<Record<Sum['id'], string>> = {
  decision: 'Waiting for a decision',
  lockedOut: 'People locked out',
  agent: 'Computers behind',
  rotation: 'Secrets not changed',
  expiry: 'Ending soon',
  component: 'Parts down',
  sessions: 'Sessions now',
}

/** Since when something waits or until when it can be done, in one word or two. */
export function ageWords(
  { since, due }: { since: string | null; due: string | null },
  now: number,
): string {
  if (due !== null) return dueWords(due, now)
  const begun = since === null ? Number.NaN : Date.parse(since)
  return Number.isNaN(begun) ? '' : span(now - begun)
}

/** `ends in 6 days`, `ended 2 h ago` */
export function dueWords(due: string, now: number): string {
  const end = Date.parse(due)
  if (Number.isNaN(end)) return due
  return end > now ? `ends in ${span(end - now)}` : `ended ${span(now - end)} ago`
}

/** Why a list could not be asked, in a few words. */
export function missingWords(why: MissingWhy, tenant: string): string {
  switch (why.kind) {
    case 'notAllowed':
      return why.needs.length > 0 ? `not allowed, needs ${why.needs.join(', ')}` : 'not allowed'
    case 'notSupported':
      return 'not supported on this version'
    case 'failed':
      return failureLine(why.error, { tenant })
    default: {
      const never: never = why
      return never
    }
  }
}

/** What a sum is missing, how old a part of it is, or whose it is; whichever matters most. */
export function noteOf(sum: Sum): { tone: 'missing' | 'old' | 'plain'; words: string } {
  if (sum.missing.length > 0) return { tone: 'missing', words: `without ${list(sum.missing)}` }
  if (sum.old)
    return { tone: 'old', words: `${count(sum.old.value)} from ${clockShort(sum.old.asOf)}` }
  return {
    tone: 'plain',
    words: sum.parts
      .slice(0, 3)
      .map(({ name, value }) => `${name} ${count(value)}`)
      .join(', '),
  }
}

const list = (names: readonly string[]): string =>
  names.length > 2
    ? `${names[0]} and ${plural(names.length - 1, 'more', 'more')}`
    : names.join(', ')

/** Everything that is to be said of a sum, one sentence each. */
export function sumSentences(sum: Sum): string {
  return [
    sum.parts.map(({ name, value }) => `${name} ${count(value)}`).join(', '),
    ...(sum.old ? [`${count(sum.old.value)} from ${clockShort(sum.old.asOf)}`] : []),
    ...(sum.missing.length > 0 ? [`Not fully known: ${sum.missing.join(', ')}`] : []),
    ...(sum.unasked.length > 0 ? [waitingCopy.notAsked(sum.unasked)] : []),
  ]
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${sentence}.`)
    .join(' ')
}

/** What a trend shows, as a sentence. */
export function trendWords(
  points: readonly Point[],
  now: number,
  of: readonly string[] = [],
): string {
  const course = courseOf(points)
  if (!course) return ''
  const { first, last, least, most } = course
  const where = of.length > 0 ? ` in ${of.join(', ')}` : ''
  const from = `from ${count(first.value)} (${clockOrDay(first.at, now)}) to ${count(last.value)}`
  return least === most
    ? `Always ${count(most)}${where} since ${clockOrDay(first.at, now)}`
    : `Trend${where}: ${from}, between ${count(least)} and ${count(most)}`
}
