import { FileUp, X } from 'lucide-react'

import { Button } from '#components/Button'
import { IconButton } from '#components/IconButton'
import { bytes } from '#lib/format'

import { copy } from '../copy-draft'
import { useForm } from './form'

import styles from './BodyForm.module.css'

type Props = { field: string; hint: string; required: boolean }

/** A file in a form. Only its name comes here; its content stays in the core. */
export function FileField({ field, hint, required }: Props) {
  const { files, chooseFile, removeFile } = useForm()
  const file = files[field]
  return (
    <div className={styles.file} role="group" aria-label={field}>
      <span className={styles.label}>
        {field}
        {required && <span className={styles.required}>{copy.required}</span>}
      </span>
      <span className={styles.fileRow}>
        <Button size="small" icon={FileUp} onPress={() => chooseFile(field)}>
          {file ? copy.body.anotherFile : copy.body.chooseFile}
        </Button>
        {file && (
          <>
            <span className="clip" title={file.name}>
              {file.name}
            </span>
            <span className={styles.note}>{bytes(file.size)}</span>
            <IconButton
              label={copy.body.removeFile(file.name)}
              icon={X}
              size="small"
              onPress={() => removeFile(field)}
            />
          </>
        )}
      </span>
      {hint !== '' && <span className={styles.hint}>{hint}</span>}
    </div>
  )
}
