/** Drawn by this feature. */
export function ExplorerPage() {
  return <main />
}
