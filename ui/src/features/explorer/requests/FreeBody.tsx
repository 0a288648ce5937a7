import { FileUp } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { TextField } from '#components/TextField'
import type { Problem } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { bytes } from '#lib/format'

import { copy as words } from '../copy-draft'
import { copy } from '../copy-requests'
import type { Draft } from '../desk'
import { problemOf } from '../draft/DraftForm'
import { RawBody } from '../draft/RawBody'
import { useFiles } from '../draft/use-files'

import styles from './FreeRequest.module.css'

type Props = {
  draft: Draft
  hard: readonly Problem[]
  onEnter: (change: Partial<Draft>) => void
}

/** The body of a free request: a text of some media type, or a file. */
export function FreeBody({ draft, hard, onEnter }: Props) {
  const media = draft.media ?? 'application/json'
  const files = useFiles(draft.files, (changed) => onEnter({ files: changed }))
  const whole = draft.files['']
  const wrong = problemOf(hard, 'body', null)
  return (
    <div className={styles.body}>
      <div className={styles.media}>
        <TextField
          label={copy.bodyMedia}
          value={media}
          onChange={(typed) => onEnter({ media: typed })}
        />
        {whole ? (
          <Button size="small" onPress={() => files.remove('')}>
            {words.body.removeFile(whole.name)}
          </Button>
        ) : (
          <Button kind="plain" icon={FileUp} onPress={() => files.choose('')}>
            {words.body.fileAsBody}
          </Button>
        )}
      </div>
      {wrong && <Notice tone="warn">{wrong}</Notice>}
      {files.failure && (
        <Notice tone="bad">
          {words.body.fileFailed} {failureLine(files.failure)}
        </Notice>
      )}
      {whole ? (
        <Notice>{words.body.fileIsBody(whole.name, bytes(whole.size))}</Notice>
      ) : (
        <RawBody
          text={draft.body}
          media={media}
          problems={[]}
          shown={null}
          onText={(body) => onEnter({ body })}
        />
      )}
    </div>
  )
}
