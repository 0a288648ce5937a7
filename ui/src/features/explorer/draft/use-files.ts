import { useState } from 'react'

import type { AppError, ChosenFile } from '#ipc/bindings'
import { Failure } from '#ipc/errors'

import { chooseFile } from '../queries-draft'

type Files = Readonly<Record<string, ChosenFile>>

/** Lets a person choose and remove the files of a draft. */
export function useFiles(files: Files, onChange: (files: Files) => void) {
  const [failure, setFailure] = useState<AppError | null>(null)
  const pick = async (field: string) => {
    setFailure(null)
    try {
      const chosen = await chooseFile()
      if (chosen) onChange({ ...files, [field]: chosen })
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      setFailure(thrown.error)
    }
  }
  return {
    failure,
    choose: (field: string) => void pick(field),
    remove: (field: string) =>
      onChange(Object.fromEntries(Object.entries(files).filter(([name]) => name !== field))),
  }
}
