import type { AccessLeast, CalledOperation, PermissionView } from '#ipc/bindings'

import { copy } from './copy-least'
import { written } from './model'

/** The smallest set as plain text: systems for tickets and mail take no other. */
export function leastText(least: AccessLeast, known: ReadonlyMap<string, PermissionView>): string {
  const name = (key: string): string => {
    const one = known.get(key)
    return one ? `${written(one)} (${one.group})` : key
  }
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `- ${line}`)]
  const calls = (some: readonly CalledOperation[]) => some.map(({ operation }) => operation)
  return [
    ...part(
      copy.grants,
      least.grants.map(
        ({ permission, because }) => `${name(permission)}, for ${calls(because).join(', ')}`,
      ),
    ),
    ...part(copy.beyond, least.beyond.map(name)),
    ...part(copy.lacking, least.lacking.map(name)),
    ...part(copy.unsaid, calls(least.unsaid)),
    ...part(copy.unknown, calls(least.unknown)),
  ]
    .join('\n')
    .trim()
}
