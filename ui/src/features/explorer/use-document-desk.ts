import type { DocumentLine } from '#ipc/bindings'

import { useAccept, useCloseDocument, useFetchDocument, usePickFile } from './queries'
import { useGo } from './use-place'

/** What can be done with documents. Whatever fails leaves the one that is open as it is. */
export function useDocumentDesk() {
  const go = useGo()
  const picking = usePickFile()
  const fetching = useFetchDocument()
  const closing = useCloseDocument()
  const accepting = useAccept()

  const show = (line: Pick<DocumentLine, 'id' | 'tenant'> | undefined) =>
    go({
      document: line?.id,
      tenant: line?.tenant ?? undefined,
      operation: undefined,
      words: undefined,
      without: undefined,
      tab: undefined,
      with: undefined,
    })
  const jobs = [picking, fetching, closing, accepting]
  const forget = () => {
    for (const job of jobs) job.reset()
  }
  return {
    show,
    pick: () => {
      if (picking.isPending) return
      forget()
      picking.mutate(undefined, {
        onSuccess: (line) => {
          if (line) show(line)
        },
      })
    },
    /** Reads a tenant's own document again. */
    fetch: (tenant: string) => {
      if (fetching.isPending) return
      forget()
      fetching.mutate(tenant)
    },
    close: (document: string) => {
      forget()
      closing.mutate(document, { onSuccess: () => show(undefined) })
    },
    accept: (document: string) => {
      if (!accepting.isPending) accepting.mutate(document)
    },
    picking: picking.isPending,
    fetching: fetching.isPending ? fetching.variables : null,
    accepting: accepting.isPending,
    /** Why the last thing could not be done. */
    problem: jobs.find(({ error }) => error !== null)?.error?.error ?? null,
    forget,
  }
}

export type DocumentDesk = ReturnType<typeof useDocumentDesk>
