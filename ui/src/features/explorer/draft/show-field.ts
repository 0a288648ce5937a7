import type { SchemaProblemView } from '#ipc/bindings'

import { fieldOf } from './form-model'

/** Moves the focus to the field a problem is about, or to the nearest one around it. */
export function showField(problem: SchemaProblemView): void {
  const wanted = [fieldOf(problem)]
  for (let at = wanted[0] ?? ''; at !== '';) {
    at = at.slice(0, at.lastIndexOf('/'))
    wanted.push(at)
  }
  // The form may only now be drawn.
  requestAnimationFrame(() => {
    for (const pointer of wanted) {
      const field = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(pointer)}"]`)
      const entry = field?.querySelector<HTMLElement>('input, textarea, button:not([aria-label])')
      if (!entry) continue
      entry.scrollIntoView({ block: 'center' })
      entry.focus()
      return
    }
  })
}
