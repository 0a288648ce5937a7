import type { WaitKind } from '#ipc/bindings'
import { type Environment, environmentWord } from '#lib/looks'

import { isWaitKind } from './waiting'

export type DashboardSearch = { only?: Environment }

const isEnvironment = (value: unknown): value is Environment =>
  typeof value === 'string' && value in environmentWord

/** What the dashboard's address may say; anything else is left out. */
export const dashboardSearch = (search: Record<string, unknown>): DashboardSearch =>
  isEnvironment(search.only) ? { only: search.only } : {}

export type WaitingSearch = { kind?: WaitKind }

/** What the address of the list of what waits may say; anything else is left out. */
export const waitingSearch = (search: Record<string, unknown>): WaitingSearch =>
  isWaitKind(search.kind) ? { kind: search.kind } : {}
