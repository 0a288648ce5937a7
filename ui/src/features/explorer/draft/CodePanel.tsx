import { useState } from 'react'

import { CopyButton } from '#components/CopyButton'
import { Covered } from '#components/Covered'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { Tabs } from '#components/Tabs'
import type { CodeNote, DraftInput } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { visible } from '#lib/json-tokens'
import { useShield } from '#lib/shield'

import { copy, noteWords } from '../copy-draft'
import { useCode, useLanguages } from '../queries-draft'

import styles from './CodePanel.module.css'

type Props = { input: DraftInput; tenant: string | undefined }

/** The request in a language, ready to be run elsewhere; its secrets stay here. */
export function CodePanel({ input, tenant }: Props) {
  const described = input.target.kind === 'operation' ? input.target : null
  const languages = useLanguages(
    input.tenant,
    described?.document ?? null,
    described?.operation ?? null,
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const all = languages.data ?? []
  const language = all.find(({ id }) => id === chosen) ?? all[0]
  const code = useCode(input, language?.id)
  const shielded = useShield()
  if (shielded) return <Covered />
  const failure = languages.error ?? code.error
  if (failure) {
    const words = failureWords(failure.error, { tenant })
    return (
      <div className={styles.panel}>
        <Notice tone="warn">
          {copy.preview.wrong}. {words?.steps.join(' ')}
        </Notice>
      </div>
    )
  }
  if (languages.data && !language) {
    return (
      <div className={styles.panel}>
        <Notice>{copy.code.none}</Notice>
      </div>
    )
  }
  if (!code.data || !language) {
    return (
      <div className={styles.panel}>
        <Skeleton awaited={copy.code.awaited}>
          <Bone />
          <Bone width="60%" />
        </Skeleton>
      </div>
    )
  }
  return (
    <div className={styles.code}>
      <Tabs
        label={copy.code.language}
        value={language.id}
        onChange={setChosen}
        end={<CopyButton label={copy.code.copy} text={code.data.text} />}
        tabs={all.map(({ id, label }) => ({
          id,
          label,
          content: <Code text={code.data.text} notes={code.data.notes} />,
        }))}
      />
    </div>
  )
}

function Code({ text, notes }: { text: string; notes: readonly CodeNote[] }) {
  return (
    <div className={styles.inside}>
      <pre className={styles.text} tabIndex={0} aria-label={copy.code.label}>
        {text.split('\n').map(visible).join('\n')}
      </pre>
      {notes.map(noteWords).map((words) => (
        <p key={words} className={styles.note}>
          {words}
        </p>
      ))}
    </div>
  )
}
