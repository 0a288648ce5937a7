import type { AccessSheet, PermissionView } from '#ipc/bindings'

import { copy, dayOr } from './copy-sheet'
import { written } from './model'

const KINDS = ['reads', 'discloses', 'changes', 'removes'] as const

/** How many operations it opens, by what they do; kinds without any are left out. */
export const opensLines = ({ opens }: Pick<AccessSheet, 'opens'>): string[] =>
  KINDS.flatMap((kind) => (opens[kind] > 0 ? [copy.counts[kind](opens[kind])] : []))

/** A sheet as plain text: systems for tickets and mail take no other. */
export function sheetText(sheet: AccessSheet, known: ReadonlyMap<string, PermissionView>): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `- ${line}`)]
  const given = sheet.permissions.map(
    (one) =>
      `${written(one)} (${one.group}), ${copy.lets(one.lets)}${
        one.danger === null ? '' : `. ${copy.danger}: ${one.danger}`
      }`,
  )
  const along = sheet.included.map((key) => {
    const one = known.get(key)
    return one ? `${written(one)} (${one.group})` : key
  })
  return [
    copy.title,
    '',
    `${copy.purpose}: ${sheet.purpose}`,
    `${copy.owner}: ${sheet.owner}`,
    `${copy.tenant}: ${sheet.name}`,
    `${copy.product}: ${sheet.product}`,
    `${copy.host}: ${sheet.host}`,
    `${copy.tested}: ${dayOr(sheet.testedAt, copy.notTested)}`,
    `${copy.made}: ${dayOr(sheet.at, '')}`,
    ...list(copy.permissions, given.length > 0 ? given : [copy.noPermissions]),
    ...list(copy.included, along),
    ...list(copy.opens, opensLines(sheet)),
    ...list(copy.pages, sheet.pages),
    '',
    copy.noSecret,
  ].join('\n')
}
