import { useEffect, useEffectEvent, useRef } from 'react'

import { type Editor, type Language, openEditor, type Wrong } from './editor'

import styles from './RawBody.module.css'

type Props = {
  label: string
  text: string
  language: Language
  wrong: readonly Wrong[]
  /** A place to select; another object asks once more. */
  shown: { pointer: string } | null
  /** Where in the text a place is. */
  placeOf: (pointer: string) => { from: number; to: number } | null
  onText: (text: string) => void
}

/** A text with colours, line numbers, search and undo. */
export function RawEditor({ label, text, language, wrong, shown, placeOf, onText }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(null)
  const told = useEffectEvent((next: string) => onText(next))
  const open = useEffectEvent((element: HTMLElement) =>
    openEditor({
      host: element,
      label,
      text,
      language,
      readOnly: false,
      onText: (next) => told(next),
    }),
  )
  useEffect(() => {
    // The editor draws itself; React only gives it a place.
    if (!host.current) return
    const opened = open(host.current)
    editor.current = opened
    return () => {
      opened.close()
      editor.current = null
    }
  }, [])
  useEffect(() => {
    // What the editor shows is its own state, as above: it is told of changes from elsewhere.
    editor.current?.show(text)
  }, [text])
  useEffect(() => {
    // As above.
    editor.current?.speak(language)
  }, [language])
  useEffect(() => {
    // As above; marks follow the text they belong to.
    editor.current?.mark(wrong)
  }, [wrong, text])
  const go = useEffectEvent((pointer: string) => {
    const place = placeOf(pointer)
    if (place) editor.current?.select(place.from, place.to)
  })
  useEffect(() => {
    // As above.
    if (shown) go(shown.pointer)
  }, [shown])
  return <div ref={host} className={styles.editor} data-editor />
}
