import type { Sought } from '#ipc/bindings'

/** What is looked up, and who of those found is shown. */
export type LookUpSearch = { words?: string; what?: Sought; subject?: string }

const text = (value: unknown): string | undefined =>
  // An address may say 4711, which is read as a number and meant as a name.
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined

/** What the address of Look up may say; anything else is left out. */
export function lookUpSearch(search: Record<string, unknown>): LookUpSearch {
  const words = text(search.words)?.trim()
  const subject = text(search.subject)
  return {
    ...(words ? { words } : {}),
    ...(search.what === 'computer' ? { what: 'computer' as const } : {}),
    ...(words && subject ? { subject } : {}),
  }
}

/** The same look-up with nobody chosen. */
export const withoutSubject = ({ words, what }: LookUpSearch): LookUpSearch => ({
  ...(words === undefined ? {} : { words }),
  ...(what === undefined ? {} : { what }),
})
