import { Download } from 'lucide-react'

import { Button } from '#components/Button'
import { IconButton } from '#components/IconButton'
import { toast } from '#components/Toast'
import type { SaveWhat } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from '../copy-answer'
import { useSave } from '../queries-answer'

import styles from './SaveButton.module.css'

type Props = { exchange: string; table?: string }

/** Writes an answer, or one of its tables, into a file the person chooses. */
export function SaveButton({ exchange, table }: Props) {
  const save = useSave(exchange)
  const what: SaveWhat = table === undefined ? { kind: 'body' } : { kind: 'table', pointer: table }
  const failed = save.error && save.error.error.kind !== 'cancelled' ? save.error.error : null
  const start = () =>
    save.mutate(what, {
      onSuccess: (name) => {
        if (name !== null) toast({ line: copy.saved(name) })
      },
    })
  return (
    <>
      {failed && (
        <span className={styles.failed} role="alert">
          {copy.notSaved} {failureLine(failed)}
        </span>
      )}
      {table === undefined ? (
        <IconButton label={copy.save} icon={Download} size="small" onPress={start} />
      ) : (
        <Button kind="plain" size="small" icon={Download} onPress={start}>
          {copy.saveTable}
        </Button>
      )}
    </>
  )
}
