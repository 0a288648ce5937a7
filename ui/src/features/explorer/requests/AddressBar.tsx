import type { ReactNode, Ref } from 'react'

import { SelectField } from '#components/SelectField'
import { TextField } from '#components/TextField'
import type { Problem } from '#ipc/bindings'
import { problemWords } from '#lib/problem-words'

import { copy } from '../copy-requests'
import type { Draft } from '../desk'

import styles from './FreeRequest.module.css'

/** The methods of HTTP a person sends by hand (RFC 9110, RFC 5789, and QUERY). */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'QUERY'] as const

type Props = {
  draft: Draft
  /** The tenant's address, where every path begins. */
  origin: string
  problems: readonly Problem[]
  pathRef: Ref<HTMLInputElement>
  /** What stands in the way, below the path. */
  why: ReactNode
  onSend: () => void
  onEnter: (change: Partial<Draft>) => void
  /** The buttons behind the path. */
  children: ReactNode
}

/** Method and path of a free request. */
export function AddressBar(props: Props) {
  const { draft, origin, problems, pathRef, why, onSend, onEnter, children } = props
  const wrong = (field: string) => {
    const found = problems.find((problem) => problem.field === field)
    return found && problemWords(found.problem)
  }
  const methods: string[] = [...METHODS]
  if (!methods.includes(draft.method)) methods.push(draft.method)
  return (
    <form
      className={styles.bar}
      aria-label={copy.address}
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      <SelectField
        label={copy.method}
        labelHidden
        options={methods.map((id) => ({ id, label: id }))}
        value={draft.method}
        error={wrong('method')}
        onChange={(method) => onEnter({ method })}
      />
      <TextField
        label={copy.path}
        labelHidden
        mono
        value={draft.path}
        placeholder={copy.pathHint}
        error={wrong('path')}
        inputRef={pathRef}
        onChange={(path) => onEnter({ path })}
      />
      <div className={styles.buttons}>{children}</div>
      <div className={styles.under}>
        <span className={styles.origin}>{copy.pathMeans(origin)}</span>
        {why}
      </div>
    </form>
  )
}
