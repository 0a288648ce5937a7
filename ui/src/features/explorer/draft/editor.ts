import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view'

import { look } from './editor-look'

/** A part of the text that something is wrong with. */
export type Wrong = { from: number; to: number; words: string }
export type Language = 'json' | 'xml' | 'text'

type Options = {
  host: HTMLElement
  label: string
  text: string
  language: Language
  readOnly: boolean
  onText: (text: string) => void
}

export type Editor = {
  /** Takes over a text that changed elsewhere, and leaves the cursor where it is. */
  show: (text: string) => void
  speak: (language: Language) => void
  mark: (wrong: readonly Wrong[]) => void
  /** Brings a part into view and selects it. */
  select: (from: number, to: number) => void
  close: () => void
}

const languages: Readonly<Record<Language, () => Extension>> = {
  json,
  xml,
  text: () => [],
}

// Ctrl with Enter sends; the editor shall not make a line of it.
const keys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')

/** Only what differs is replaced, so that cursor and undo stay right. */
function difference(old: string, next: string) {
  let from = 0
  const most = Math.min(old.length, next.length)
  while (from < most && old[from] === next[from]) from += 1
  let end = 0
  while (end < most - from && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1
  return { from, to: old.length - end, insert: next.slice(from, next.length - end) }
}

/**
 * Opens an editor in an element.
 *
 * It lives in a shadow root: there its rules are sheets made by script, which the pages' policy
 * allows, while a style element would need a nonce.
 */
export function openEditor({ host, label, text, language, readOnly, onText }: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const speech = new Compartment()
  const marks = new Compartment()
  let shown = text
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        // Line ends stay as they are written; the first decides what a new one is.
        EditorState.lineSeparator.of(/\r\n/.test(text) ? '\r\n' : '\n'),
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-multiline': 'true',
          // It can be reached anyhow; this says so to those who look for it.
          tabindex: '0',
        }),
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        bracketMatching(),
        indentOnInput(),
        search({ top: false }),
        keymap.of([...keys, ...historyKeymap, ...searchKeymap]),
        speech.of(languages[language]()),
        marks.of([]),
        look,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          const now = update.state.sliceDoc()
          if (now === shown) return
          shown = now
          onText(now)
        }),
      ],
    }),
  })
  return {
    show: (next) => {
      if (next === shown) return
      shown = next
      const old = view.state.sliceDoc()
      // With long line ends positions differ from the text's, so the whole is replaced then.
      const changes = old.includes('\r')
        ? { from: 0, to: view.state.doc.length, insert: next }
        : difference(old, next)
      view.dispatch({ changes })
    },
    speak: (next) => view.dispatch({ effects: speech.reconfigure(languages[next]()) }),
    mark: (wrong) => {
      const end = view.state.doc.length
      const ranges = wrong
        .map(({ from, to, words }) => {
          const start = Math.max(0, Math.min(from, end - 1))
          return { from: start, to: Math.max(start, Math.min(Math.max(to, from + 1), end)), words }
        })
        .filter(({ from, to }) => to > from)
        .map(({ from, to, words }) =>
          Decoration.mark({ class: 'cm-wrong', attributes: { title: words } }).range(from, to),
        )
      view.dispatch({
        effects: marks.reconfigure(EditorView.decorations.of(Decoration.set(ranges, true))),
      })
    },
    select: (from, to) => {
      const end = view.state.doc.length
      view.dispatch({
        selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
        scrollIntoView: true,
      })
      view.focus()
    },
    close: () => view.destroy(),
  }
}
