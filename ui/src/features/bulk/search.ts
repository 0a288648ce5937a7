/** The steps of doing something for many, in order. */
export const STEPS = ['file', 'map', 'check', 'preview', 'run'] as const

export type StepId = (typeof STEPS)[number]

/** Where somebody is: for whom, which task, which step, or which run. */
export type BulkSearch = { tenant?: string; task?: string; step?: StepId; run?: string }

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const isStep = (value: unknown): value is StepId => STEPS.some((step) => step === value)

/** What the address of Bulk may say; anything else is left out. */
export function bulkSearch(search: Record<string, unknown>): BulkSearch {
  const tenant = text(search.tenant)
  const task = text(search.task)
  const run = text(search.run)
  return {
    ...(tenant && { tenant }),
    ...(tenant && task && { task }),
    ...(isStep(search.step) && { step: search.step }),
    ...(run && { run }),
  }
}
