import { type Environment, environmentWord } from '#lib/looks'

export type DashboardSearch = { only?: Environment }

const isEnvironment = (value: unknown): value is Environment =>
  typeof value === 'string' && value in environmentWord

/** What the dashboard's address may say; anything else is left out. */
export const dashboardSearch = (search: Record<string, unknown>): DashboardSearch =>
  isEnvironment(search.only) ? { only: search.only } : {}
