/** Drawn by this feature. */
export function TenantsPage() {
  return <main />
}
