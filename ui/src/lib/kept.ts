const PREFIX = 'keydesk.pane.'

/** The size a person gave a pane, if it can still be had. */
export function keptSize(name: string): number | null {
  try {
    const size = Number(localStorage.getItem(PREFIX + name))
    return Number.isFinite(size) && size > 0 ? size : null
  } catch {
    // Storage may be switched off; then panes simply start at their usual size.
    return null
  }
}

/** Keeps the size a person gave a pane. */
export function keepSize(name: string, size: number): void {
  try {
    localStorage.setItem(PREFIX + name, String(size))
  } catch {
    // See above: not worth telling anybody.
  }
}
