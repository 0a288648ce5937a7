import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'

import { toast } from '#components/Toast'
import type { HistoryEntry } from '#ipc/bindings'
import { Failure } from '#ipc/errors'

import { copy } from './copy-requests'
import { changeDesk, deskAt, deskKey, draftOf, emptyDraft, freeKey } from './desk'
import { historyEntry } from './queries-history'
import { requestsSearch } from './requests/search'

/** Puts an entry of the past on the desk it came from; what lay there can be put back. */
function layOut({ draft, exchange }: HistoryEntry): void {
  const { target, tenant } = draft
  const key =
    target.kind === 'operation'
      ? deskKey(tenant, target.document, target.operation)
      : freeKey(tenant)
  const before = deskAt(key)
  changeDesk(key, () => ({
    draft: draftOf(draft),
    sent: { state: 'answered', exchange, input: draft },
  }))
  const entered = JSON.stringify(before.draft) !== JSON.stringify(emptyDraft)
  if (!entered || JSON.stringify(before.draft) === JSON.stringify(draftOf(draft))) return
  toast({
    line: copy.opened,
    second: copy.openedBefore,
    action: { label: copy.putBack, run: () => changeDesk(key, () => before) },
  })
}

/** Opens an entry of the past: its draft where it was written, its answer beside it. */
export function useOpenEntry() {
  const navigate = useNavigate()
  const place = useSearch({ strict: false })
  const [failure, setFailure] = useState<Failure | null>(null)
  const open = async (exchange: string) => {
    setFailure(null)
    try {
      const entry = await historyEntry(exchange)
      layOut(entry)
      const { target, tenant } = entry.draft
      if (target.kind === 'operation') {
        const { document, operation } = target
        await navigate({ to: '/explorer', search: { tenant, document, operation } })
      } else {
        const { words, of } = requestsSearch(place)
        await navigate({ to: '/requests', search: requestsSearch({ tenant, words, of }) })
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      setFailure(thrown)
    }
  }
  return { open: (exchange: string) => void open(exchange), failure: failure?.error ?? null }
}
