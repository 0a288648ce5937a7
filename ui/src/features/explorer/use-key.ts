import { useEffect } from 'react'

/** Whether keys are meant for what lies over the screen. A toast lies there, too, and wants none. */
const covered = () =>
  document.querySelector('[role="dialog"], [role="alertdialog"]:not([aria-modal="false"])') !== null

const writing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Runs something when a key is pressed anywhere on the screen. */
export function useKey(
  fits: (event: KeyboardEvent) => boolean,
  run: () => void,
  /** Before the part that has the focus hears of it: a button takes Enter with any key held. */
  first?: 'first',
): void {
  useEffect(() => {
    // Keys pressed outside this part reach only the document, which is not React's.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !fits(event) || covered()) return
      event.preventDefault()
      if (first) event.stopPropagation()
      run()
    }
    const early = first !== undefined
    document.addEventListener('keydown', onKeyDown, early)
    return () => document.removeEventListener('keydown', onKeyDown, early)
  })
}

/** `/`, unless somebody is writing. */
export const isSlash = (event: KeyboardEvent): boolean =>
  // An editor's shadow hides what is written in; the path of the event does not.
  event.key === '/' && !writing(event.composedPath()[0] ?? event.target)

/** Ctrl or Cmd with Enter. */
export const isSend = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey

/** Ctrl or Cmd with F. */
export const isFind = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'f' &&
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !event.shiftKey

const heldAlone = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey

/** Ctrl or Cmd with W. */
export const isClose = (event: KeyboardEvent): boolean =>
  heldAlone(event) && event.key.toLowerCase() === 'w'

/** Ctrl or Cmd with Page down. */
export const isNextTab = (event: KeyboardEvent): boolean =>
  heldAlone(event) && event.key === 'PageDown'

/** Ctrl or Cmd with Page up. */
export const isPreviousTab = (event: KeyboardEvent): boolean =>
  heldAlone(event) && event.key === 'PageUp'

/** Ctrl or Cmd with L. */
export const isAddress = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'l' &&
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !event.shiftKey
