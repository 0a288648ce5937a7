import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { toast } from '#components/Toast'
import type { TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from '../copy-requests'
import { useClearHistory } from '../queries-history'

type Props = {
  /** The tenant whose past goes; without one, all of it. */
  tenant: TenantLine | undefined
  entries: number
  onClose: () => void
}

/** Asks before what was sent is forgotten, and says what goes. */
export function ClearDialog({ tenant, entries, onClose }: Props) {
  const clear = useClearHistory()
  return (
    <Dialog
      title={copy.clear.title(tenant?.name)}
      urgent
      onClose={onClose}
      foot={
        <>
          <Button autoFocus onPress={onClose}>
            {copy.clear.keep}
          </Button>
          <Button
            kind="danger"
            onPress={() =>
              clear.mutate(tenant?.id ?? null, {
                onSuccess: () => {
                  toast({ line: copy.clear.done(entries) })
                  onClose()
                },
              })
            }
          >
            {copy.clear.go}
          </Button>
        </>
      }
    >
      <p>{copy.clear.text(entries)}</p>
      <p>{copy.clear.whatElse}</p>
      {clear.error && <Notice tone="bad">{failureLine(clear.error.error)}</Notice>}
    </Dialog>
  )
}
