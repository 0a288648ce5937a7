import { Button } from '#components/Button'
import type { AppError, DocumentLine } from '#ipc/bindings'

import { copy, originWords } from './copy'
import { FailureNote } from './FailureNote'
import { useFetchDocument } from './queries'
import { usePlace } from './use-place'

type Props = {
  line: DocumentLine
  documents: readonly DocumentLine[]
  tenant: string | undefined
  error: AppError
  onRetry: () => void
}

/** Why a document could not be opened, and what can be looked at instead. */
export function DocumentFailure({ line, documents, tenant, error, onRetry }: Props) {
  const [, go] = usePlace()
  const fetching = useFetchDocument()
  const ours = documents.find(
    (other) => other.tenant === line.tenant && other.origin.kind === 'ours',
  )
  const retry = () => {
    if (line.origin.kind === 'tenant' && line.tenant !== null) {
      fetching.mutate(line.tenant, { onSuccess: onRetry })
    } else onRetry()
  }
  return (
    <FailureNote
      error={fetching.error?.error ?? error}
      tenant={tenant}
      place={originWords(line, tenant)}
      onRetry={retry}
      actions={
        ours &&
        ours.id !== line.id && (
          <Button
            onPress={() =>
              go({ document: ours.id, tenant: ours.tenant ?? undefined, operation: undefined })
            }
          >
            {copy.openOurs}
          </Button>
        )
      }
    />
  )
}
