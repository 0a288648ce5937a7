import { ChevronDown, FileUp } from 'lucide-react'

import { Button } from '#components/Button'
import { type Entry, Menu } from '#components/Menu'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import { toast } from '#components/Toast'
import type { BodyOption, Problem, SchemaProblemView } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { bytes } from '#lib/format'

import { copy } from '../copy-draft'
import type { Draft } from '../desk'
import { BodyForm, hasForm } from './BodyForm'
import { problemOf } from './DraftForm'
import { RawBody } from './RawBody'
import { useFiles } from './use-files'

import styles from './BodyPart.module.css'

type Props = {
  document: string
  bodies: readonly BodyOption[]
  draft: Draft
  raw: boolean
  problems: readonly SchemaProblemView[]
  /** What cannot be sent at all. */
  hard: readonly Problem[]
  /** The place of a problem to show. */
  shown: { pointer: string } | null
  onEnter: (change: Partial<Draft>) => void
  onRaw: () => void
}

/** The body of a request: which media type, from which example, and as form, text or file. */
export function BodyPart(props: Props) {
  const { document, bodies, draft, raw, problems, hard, shown, onEnter, onRaw } = props
  const option = bodies.find(({ media }) => media === draft.media) ?? bodies[0]
  const files = useFiles(draft.files, (changed) => onEnter({ files: changed }))
  if (!option) return null
  const whole = draft.files['']
  const replace = (body: string) => {
    const before = draft.body
    onEnter({ body })
    if (before.trim() === '' || before === body) return
    toast({
      line: copy.body.replaced,
      action: { label: copy.body.putBack, run: () => onEnter({ body: before }) },
    })
  }
  const wrong = problemOf(hard, 'body', null)
  return (
    <section className={styles.part} aria-label={copy.body.label} data-fills={raw || undefined}>
      <div className={styles.head}>
        <h3 className={styles.title}>{copy.body.label}</h3>
        {bodies.length > 1 ? (
          <div className={styles.media}>
            <SelectField
              label={copy.body.media}
              labelHidden
              options={bodies.map(({ media }) => ({ id: media, label: media }))}
              value={option.media}
              onChange={(media) => onEnter({ media })}
            />
          </div>
        ) : (
          <span className={styles.only}>{option.media}</span>
        )}
        {option.required && <span className={styles.only}>{copy.required}</span>}
        <span className={styles.tools}>
          <Examples option={option} onChoose={replace} />
          {raw && !whole && (
            <Button kind="plain" size="small" icon={FileUp} onPress={() => files.choose('')}>
              {copy.body.fileAsBody}
            </Button>
          )}
        </span>
      </div>
      {wrong && <Notice tone="warn">{wrong}</Notice>}
      {files.failure && (
        <Notice tone="bad">
          {copy.body.fileFailed} {failureLine(files.failure)}
        </Notice>
      )}
      {whole ? (
        <Notice>
          <div className={styles.whole}>
            {copy.body.fileIsBody(whole.name, bytes(whole.size))}
            <Button size="small" onPress={() => files.remove('')}>
              {copy.body.removeFile(whole.name)}
            </Button>
          </div>
        </Notice>
      ) : raw ? (
        <RawBody
          text={draft.body}
          media={option.media}
          problems={problems}
          shown={shown}
          onText={(body) => onEnter({ body })}
        />
      ) : isFile(option) ? (
        <Button icon={FileUp} onPress={() => files.choose('')}>
          {copy.body.chooseFile}
        </Button>
      ) : (
        <BodyForm
          document={document}
          option={option}
          text={draft.body}
          files={draft.files}
          problems={problems}
          onText={(body) => onEnter({ body })}
          onChooseFile={files.choose}
          onRemoveFile={files.remove}
          onRaw={onRaw}
        />
      )}
    </section>
  )
}

/** Whether a body is bytes, which nobody types. */
const isFile = (option: BodyOption): boolean =>
  !hasForm(option) &&
  (option.schema?.format === 'binary' ||
    /^(application\/octet-stream|application\/zip|image\/|audio\/|video\/)/i.test(option.media))

/** Puts one of the document's examples in place of what is written. */
function Examples({ option, onChoose }: { option: BodyOption; onChoose: (text: string) => void }) {
  const all = [
    ...(option.example === null ? [] : [{ name: copy.body.example, text: option.example }]),
    ...option.others,
  ]
  if (all.length === 0) return null
  const entries: Entry[] = all.map(({ name, text }, index) => ({
    id: `${index} ${name}`,
    label: name,
    detail: copy.body.lengthOf(text.length),
    onChoose: () => onChoose(text),
  }))
  return (
    <Menu
      label={copy.body.examples}
      trigger={
        <Button kind="plain" size="small" icon={ChevronDown}>
          {copy.body.examples}
        </Button>
      }
      entries={entries}
    />
  )
}
