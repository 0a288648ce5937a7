/** Drawn by this feature. */
export function TenantAddPage() {
  return <main />
}
