import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import type { AppError, DocumentLine } from '#ipc/bindings'

import { copy, originWords } from './copy'
import type { DocumentDesk } from './use-document-desk'

type Props = {
  line: DocumentLine
  documents: readonly DocumentLine[]
  tenant: string | undefined
  error: AppError
  desk: DocumentDesk
  onRetry: () => void
}

/** Why a document could not be opened, and what can be looked at instead. */
export function DocumentFailure({ line, documents, tenant, error, desk, onRetry }: Props) {
  const ours = documents.find(
    (other) => other.tenant === line.tenant && other.origin.kind === 'ours',
  )
  const retry = () => {
    // Once it was fetched, everything about documents is read again by itself.
    if (line.origin.kind === 'tenant' && line.tenant !== null) desk.fetch(line.tenant)
    else onRetry()
  }
  return (
    <FailureNote
      error={error}
      tenant={tenant}
      place={originWords(line, tenant)}
      onRetry={retry}
      actions={
        <>
          {ours && ours.id !== line.id && (
            <Button onPress={() => desk.show(ours)}>{copy.openOurs}</Button>
          )}
          {line.origin.kind === 'file' && (
            <>
              <Button onPress={desk.pick}>{copy.openFile}</Button>
              <Button onPress={() => desk.close(line.id)}>
                {copy.closeFile(line.origin.name)}
              </Button>
            </>
          )}
        </>
      }
    />
  )
}
