import { useMutation, useQuery } from '@tanstack/react-query'

import { ask, bare, read } from '#ipc/ask'
import type { HeldSecret, SecretRequest, TenantDraft, TestStep } from '#ipc/bindings'
import { talk, type TalkDeed } from '#ipc/talk'

export const useTenants = () => useQuery(read('tenantsList', {}))

/** A tenant as its form begins; shown only where the privacy shield covers the whole form. */
export const useTenant = (tenant: string) => useQuery(bare('tenantGet', { tenant }))

export const useVendors = () => useQuery(read('vendorsList', {}))

/** What the administrators of this machine fix. */
export const usePolicy = () => useQuery(read('policyGet', {}))

export const useStatus = () => useQuery(read('appStatus', {}))

/** What a pasted address means; nothing is asked before there is something to read. */
export const useReading = (vendor: string | null, pasted: string) =>
  useQuery({
    ...read('tenantUnderstand', { vendor: vendor ?? '', pasted }),
    enabled: vendor !== null && pasted !== '',
  })

/** Asks the vendor for a further address; nothing when it knows none. */
export const useFindAddress = () =>
  useMutation({
    mutationFn: (args: { vendor: string; address: string; place: string }) =>
      ask('tenantFindAddress', args),
  })

export const useAddTenant = () =>
  useMutation({ mutationFn: (draft: TenantDraft) => ask('tenantAdd', { draft }) })

export const useEditTenant = () =>
  useMutation({
    mutationFn: ({ tenant, draft }: { tenant: string; draft: TenantDraft }) =>
      ask('tenantEdit', { tenant, draft }),
  })

export const useRemoveTenant = () =>
  useMutation({ mutationFn: (tenant: string) => ask('tenantRemove', { tenant }) })

export const useAddDemo = () => useMutation({ mutationFn: () => ask('demoAdd', {}) })

export const useSignIn = () =>
  useMutation({ mutationFn: (tenant: string) => ask('sessionBegin', { tenant }) })

/** Does something with a sign-in that waits for a person. */
export const useTalk = (tenant: string) =>
  useMutation({ mutationFn: (deed: TalkDeed) => talk(tenant, deed) })

export const useSignOut = () =>
  useMutation({ mutationFn: (tenant: string) => ask('sessionEnd', { tenant }) })

export const useLockTenant = () =>
  useMutation({ mutationFn: (tenant: string) => ask('tenantLock', { tenant }) })

/** How a secret is given: in the core's own window, or from the clipboard. */
export type SecretWay = 'typed' | 'pasted'

/** Asks for a secret. Only a handle and a length ever come back. */
export const useGiveSecret = () =>
  useMutation({
    mutationFn: ({
      way,
      request,
    }: {
      way: SecretWay
      request: SecretRequest
    }): Promise<HeldSecret> =>
      way === 'typed' ? ask('secretRequest', { request }) : ask('secretPaste', { request }),
  })

/** Lets the person choose a file with a client certificate. Only a handle and what is public come. */
export const useChooseCertificate = () =>
  useMutation({ mutationFn: (tenantName: string) => ask('certificateChoose', { tenantName }) })

/** Forgets a secret that no form needs any more. */
export const forgetSecret = (held: string) => ask('secretForget', { held })

/** Tries a draft step by step. */
export const tryOut = (draft: TenantDraft, ticket: string, onStep: (step: TestStep) => void) =>
  ask('tenantTest', { draft, ticket }, onStep)

/** Checks a tenant that was added, step by step, with what is stored. */
export const checkTenant = (tenant: string, ticket: string, onStep: (step: TestStep) => void) =>
  ask('tenantCheck', { tenant, ticket }, onStep)

/** Stops the test of a ticket. */
export const stopTest = (ticket: string) => ask('workCancel', { ticket })
