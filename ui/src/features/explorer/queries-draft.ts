import { useQuery } from '@tanstack/react-query'

import { ask, read } from '#ipc/ask'
import type { DraftInput, SendProgress } from '#ipc/bindings'

type Watch = (progress: SendProgress) => void

/** The request as it would leave. Wrong entries are an answer here, not an accident. */
export const usePreview = (draft: DraftInput | null) =>
  useQuery({
    ...read('draftPreview', { draft: draft ?? NOTHING }),
    enabled: draft !== null,
    placeholderData: (before) => before,
    gcTime: 0,
  })

const NOTHING: DraftInput = {
  tenant: '',
  target: { kind: 'free', method: 'GET', path: '/' },
  values: [],
  headers: [],
  body: null,
  media: null,
  files: [],
  timeoutMs: null,
  anyway: false,
}

/** What the document has against a draft, before anything leaves. */
export const check = async (draft: DraftInput) => (await ask('draftPreview', { draft })).problems

/** The languages a request can be written in. */
export const useLanguages = (tenant: string, document: string | null, operation: string | null) =>
  useQuery({
    ...read('draftLanguages', { tenant, document, operation }),
    enabled: tenant !== '',
  })

/** The request as code; asked only once a language is known. */
export const useCode = (draft: DraftInput, language: string | undefined) =>
  useQuery({
    ...read('draftCode', { draft, language: language ?? '' }),
    enabled: language !== undefined,
    placeholderData: (before) => before,
    gcTime: 0,
  })

export const send = (draft: DraftInput, ticket: string, onProgress: Watch) =>
  ask('draftSend', { draft, ticket }, onProgress)

export const follow = (draft: DraftInput, pages: number, ticket: string, onProgress: Watch) =>
  ask('draftFollow', { draft, pages, ticket }, onProgress)

/** Stops the work of a ticket. The work itself then says that it was cancelled. */
export const stop = (ticket: string) => ask('workCancel', { ticket })

/** Lets the person choose a file for a body; nothing when they chose none. */
export const chooseFile = () => ask('draftChooseFile', {})
