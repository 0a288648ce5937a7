import { ClipboardPaste } from 'lucide-react'

import { Button } from '#components/Button'
import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { BodyOption } from '#ipc/bindings'

import { copy } from './copy'

import styles from './DraftForm.module.css'

type Props = {
  bodies: readonly BodyOption[]
  media: string | null
  value: string
  error: string | undefined
  onMedia: (media: string) => void
  onChange: (body: string) => void
}

const ROWS = 8

/** The body as text, by media type. The document's example is put in only when asked for. */
export function BodyField({ bodies, media, value, error, onMedia, onChange }: Props) {
  const chosen = bodies.find((body) => body.media === media) ?? bodies[0]
  const example = chosen?.example ?? null
  return (
    <div className={styles.body}>
      {(bodies.length > 1 || example !== null) && (
        <div className={styles.bodyHead}>
          {bodies.length > 1 && (
            <div className={styles.media}>
              <SelectField
                label={copy.bodyMedia}
                options={bodies.map((body) => ({ id: body.media, label: body.media }))}
                value={media}
                onChange={onMedia}
              />
            </div>
          )}
          {example !== null && (
            <Button
              kind="plain"
              size="small"
              icon={ClipboardPaste}
              onPress={() => onChange(example)}
            >
              {copy.insertExample}
            </Button>
          )}
        </div>
      )}
      <TextField
        label={copy.body}
        value={value}
        onChange={onChange}
        rows={ROWS}
        required={chosen?.required ?? false}
        error={error}
        hint={chosen?.required ? copy.bodyRequired : copy.bodyOptional}
      />
    </div>
  )
}
