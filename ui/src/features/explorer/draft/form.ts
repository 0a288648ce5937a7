import { createContext, use } from 'react'

import type { ChosenFile, SchemaProblemView } from '#ipc/bindings'
import type { JsonNode, Path } from '#lib/json-text'

/** What every field of a body's form works on: one text, and how to change a place in it. */
export type Form = {
  document: string
  text: string
  /** What the text holds; nothing while it is empty. */
  root: JsonNode | undefined
  problems: readonly SchemaProblemView[]
  /** Whether fields may hold files. */
  withFiles: boolean
  files: Readonly<Record<string, ChosenFile>>
  set: (path: Path, raw: string) => void
  remove: (path: Path) => void
  chooseFile: (field: string) => void
  removeFile: (field: string) => void
}

const FormContext = createContext<Form | null>(null)
export const FormProvider = FormContext

/** The form a field stands in. */
export function useForm(): Form {
  const form = use(FormContext)
  if (!form) throw new Error('a field stands in a form')
  return form
}
