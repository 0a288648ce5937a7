import type { Theme } from '#ipc/bindings'

const attribute: Readonly<Record<Theme, string | null>> = {
  system: null,
  light: 'light',
  dark: 'dark',
  contrastLight: 'contrast-light',
  contrastDark: 'contrast-dark',
}

/** Puts a theme on the page; without one the system's is followed. */
export function dress(theme: Theme): void {
  const value = attribute[theme]
  if (value === null) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = value
}
