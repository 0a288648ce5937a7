import { Code } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import type { BodyOption, ChosenFile, SchemaProblemView } from '#ipc/bindings'
import { readJson, removeAt, setAt } from '#lib/json-text'

import { copy } from '../copy-draft'
import { FieldGroup } from './FieldGroup'
import { FormProvider } from './form'
import { controlOf, problemsAt } from './form-model'
import { Problems } from './Problems'
import { drawField } from './ValueField'

import styles from './BodyForm.module.css'

type Props = {
  document: string
  option: BodyOption
  text: string
  files: Readonly<Record<string, ChosenFile>>
  problems: readonly SchemaProblemView[]
  onText: (text: string) => void
  onChooseFile: (field: string) => void
  onRemoveFile: (field: string) => void
  onRaw: () => void
}

/** A body longer than this is edited as text only: reading it at each stroke would be felt. */
const LONGEST = 256_000

/** Whether a media type is written as the form writes: JSON, or a form whose text is JSON. */
export const hasForm = ({ media, schema }: BodyOption): boolean =>
  schema !== null &&
  (/[/+]json\b/i.test(media) || /^(application\/x-www-form-urlencoded|multipart\/)/i.test(media))

/** A body as fields. It holds nothing of its own: each field edits its place in the text. */
export function BodyForm(props: Props) {
  const { document, option, text, files, problems, onText, onChooseFile, onRemoveFile, onRaw } =
    props
  const schema = option.schema
  const toRaw = (
    <Button size="small" icon={Code} onPress={onRaw}>
      {copy.body.toRaw}
    </Button>
  )
  if (!schema || !hasForm(option)) {
    return <Instead words={copy.body.noForm(option.media)}>{toRaw}</Instead>
  }
  if (text.length > LONGEST) return <Instead words={copy.body.tooLong}>{toRaw}</Instead>
  const read = readJson(text)
  if (read.kind === 'wrong') return <Instead words={copy.body.notJson(read.line)}>{toRaw}</Instead>
  const withFiles = !/json/i.test(option.media)
  const root = read.kind === 'json' ? read.root : undefined
  const group = controlOf(schema, withFiles) === 'group'
  return (
    <FormProvider
      value={{
        document,
        text,
        root,
        problems,
        withFiles,
        files,
        set: (path, raw) => onText(setAt(text, path, raw)),
        remove: (path) => onText(path.length === 0 ? '' : removeAt(text, path)),
        chooseFile: onChooseFile,
        removeFile: onRemoveFile,
      }}
    >
      <div className={styles.form} role="group" aria-label={copy.body.label} data-pointer="">
        {group ? (
          <FieldGroup node={schema} path={[]} draw={drawField} />
        ) : (
          drawField({ node: schema, path: [] })
        )}
        {group && <Problems problems={problemsAt(problems, [])} />}
      </div>
    </FormProvider>
  )
}

function Instead({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <Notice>
      <div className={styles.instead}>
        <span>{words}</span>
        {children}
      </div>
    </Notice>
  )
}
