import { lazy, Suspense } from 'react'

import { Covered } from '#components/Covered'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import type { SchemaProblemView } from '#ipc/bindings'
import { nodeNear, readJson } from '#lib/json-text'
import { useShield } from '#lib/shield'

import { copy, problemLine } from '../copy-draft'
import type { Language, Wrong } from './editor'

import styles from './RawBody.module.css'

// The editor is the largest thing on this screen, and many requests have no body.
const RawEditor = lazy(() =>
  import('./RawEditor').then((loaded) => ({ default: loaded.RawEditor })),
)

type Props = {
  text: string
  media: string | null
  problems: readonly SchemaProblemView[]
  /** The place of a problem to show; another object asks once more. */
  shown: { pointer: string } | null
  onText: (text: string) => void
}

/** How a media type is coloured. Forms are written as JSON. */
const languageOf = (media: string | null): Language =>
  media === null || /json|x-www-form-urlencoded|multipart/i.test(media)
    ? 'json'
    : /xml/i.test(media)
      ? 'xml'
      : 'text'

/** Beyond this many bytes a text cannot cross over to the core in one piece. */
const MOST_BYTES = 200_000

/** Whether a text is too long to be sent from here; a letter takes up to three bytes. */
export const isTooLong = (text: string): boolean =>
  text.length > MOST_BYTES / 3 && new TextEncoder().encode(text).length > MOST_BYTES

/** The body as text, with what is wrong with it underlined and said below. */
export function RawBody({ text, media, problems, shown, onText }: Props) {
  const shielded = useShield()
  const language = languageOf(media)
  const read = language === 'json' ? readJson(text) : null
  const wrong: Wrong[] =
    read?.kind === 'wrong'
      ? [{ from: read.at, to: read.at + 1, words: copy.body.wrongLine(read.line) }]
      : read?.kind === 'json'
        ? problems.map((problem) => {
            const { offset, length } = nodeNear(read.root, problem.pointer)
            return { from: offset, to: offset + length, words: problemLine(problem) }
          })
        : []
  const placeOf = (pointer: string) => {
    if (read?.kind !== 'json') return null
    const { offset, length } = nodeNear(read.root, pointer)
    return { from: offset, to: offset + length }
  }
  // An empty body may be begun; one that holds something may hold anything.
  if (shielded && text !== '') return <Covered />
  return (
    <div className={styles.raw}>
      <Suspense
        fallback={
          <Skeleton awaited={copy.body.raw}>
            <Bone height={120} />
          </Skeleton>
        }
      >
        <RawEditor
          label={copy.body.raw}
          text={text}
          language={language}
          wrong={wrong}
          shown={shown}
          placeOf={placeOf}
          onText={onText}
        />
      </Suspense>
      {read?.kind === 'wrong' && (
        <p className={styles.wrong} role="status">
          {copy.body.wrongLine(read.line)}
        </p>
      )}
      {isTooLong(text) && <Notice tone="warn">{copy.body.tooLargeToSend}</Notice>}
    </div>
  )
}
