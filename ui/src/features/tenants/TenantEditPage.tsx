/** Drawn by this feature. */
export function TenantEditPage() {
  return <main />
}
