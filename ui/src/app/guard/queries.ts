import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { OpenRequest } from '#ipc/bindings'

/** What the administrators of this machine fix. */
export const usePolicy = () => useQuery(read('policyGet', {}))

/** The ticket that is set, and what tickets look like here. */
export const useTicket = () => useQuery(read('ticketGet', {}))

export const useSetTicket = () =>
  useMutation({ mutationFn: (ticket: string | null) => ask('ticketSet', { ticket }) })

export const useOpenTenant = () =>
  useMutation({ mutationFn: (request: OpenRequest) => ask('tenantOpen', { request }) })

export const useLockTenant = () =>
  useMutation({ mutationFn: (tenant: string) => ask('tenantLock', { tenant }) })

/** Tells the core which tenant is looked at; every other one is locked again. */
export const tellShown = (tenant: string) => ask('tenantShown', { tenant })
