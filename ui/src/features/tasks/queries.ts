import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { RevealRequest, TaskInput, TaskProgress } from '#ipc/bindings'

/** What fits what was typed may have changed after so long. */
const STALE_MS = 30_000

export const useTenants = () => useQuery(read('tenantsList', {}))

/** What help-desk staff do most, at one tenant or at every kind of tenant there is. */
export const useTaskList = (tenant: string | undefined) =>
  useQuery(read('tasksList', { tenant: tenant ?? null }))

/** One task as its form shows it. */
export const useTask = (tenant: string, task: string) => useQuery(read('taskGet', { tenant, task }))

type PickArgs = { tenant: string; task: string; field: string; typed: string; inputs: TaskInput[] }

/** What a field offers; asks the tenant, so only once somebody wants to see it. */
export const usePicks = (args: PickArgs, wanted: boolean) =>
  useQuery({
    ...read('taskPick', args),
    enabled: wanted,
    staleTime: STALE_MS,
    gcTime: STALE_MS,
    placeholderData: (before) => before,
  })

/** Lets the person type a secret in the window for that. */
export const useTaskSecret = (tenant: string, task: string, field: string) =>
  useMutation({ mutationFn: () => ask('taskSecret', { tenant, task, field }) })

type Watch = (progress: TaskProgress) => void

export const preview = (
  tenant: string,
  task: string,
  inputs: TaskInput[],
  ticket: string,
  watch: Watch,
) => ask('taskPreview', { tenant, task, inputs, ticket }, watch)

export const carryOut = (run: string, ticket: string, watch: Watch) =>
  ask('taskRun', { run, ticket }, watch)

/** Stops the work of a ticket; one that has just ended cannot be stopped, which is as well. */
export const stop = (ticket: string): Promise<null> =>
  ask('workCancel', { ticket }).catch(() => null)

/** What the administrators of this machine fix. */
export const usePolicy = () => useQuery(read('policyGet', {}))

export const secretDeed = (deed: 'reveal' | 'copy', request: RevealRequest) =>
  ask(deed === 'reveal' ? 'secretReveal' : 'secretCopy', { request })

export const useTicket = () => useQuery(read('ticketGet', {}))
