/** Which task is shown, of whom, and what its form begins with. */
export type TasksSearch = {
  tenant?: string
  /** Of which kind of system, while no tenant is chosen. */
  vendor?: string
  task?: string
  /** What its fields begin with, by their ids. Never a secret. */
  inputs?: Readonly<Record<string, string>>
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What is left of fields from an address: an address may say 214, which is meant as text. */
function fields(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept = Object.entries(value).flatMap(([field, each]): [string, string][] =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean'
      ? [[field, String(each)]]
      : [],
  )
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** What the address of Tasks may say; anything else is left out. */
export function tasksSearch(search: Record<string, unknown>): TasksSearch {
  const tenant = text(search.tenant)
  const vendor = text(search.vendor)
  const task = text(search.task)
  const inputs = fields(search.inputs)
  return {
    ...(tenant && { tenant }),
    ...(vendor && !tenant && { vendor }),
    ...(task && { task }),
    ...(task && inputs && { inputs }),
  }
}
