import type {
  DocumentLine,
  DocumentView,
  OperationView,
  ParameterView,
  TenantLine,
  Unavailable,
} from '#ipc/bindings'

import type { ExplorerSearch } from './search'

/** Which document a screen is about: the one named, the tenant's own, or the newest. */
export function documentInUse(
  documents: readonly DocumentLine[],
  { document, tenant }: ExplorerSearch,
): DocumentLine | undefined {
  if (document !== undefined) return documents.find((line) => line.id === document)
  if (tenant === undefined) return documents.find(({ origin }) => origin.kind !== 'before')
  const ofTenant = documents.filter((line) => line.tenant === tenant)
  return ofTenant.find((line) => line.origin.kind === 'tenant') ?? ofTenant[0]
}

/** How many operations a document has, however far it has been read. */
export const operationCount = (view: DocumentView): number =>
  view.line.operations ?? view.groups.reduce((sum, group) => sum + group.count, 0)

/** A path with its slots apart: `/user/`, `{id}`. */
export const pathParts = (path: string): { text: string; slot: boolean; at: number }[] => {
  let at = 0
  return path
    .split(/(\{[^{}]*\})/)
    .filter((text) => text !== '')
    .map((text) => {
      const part = { text, slot: text.startsWith('{'), at }
      at += text.length
      return part
    })
}

const placeOrder = ['path', 'query', 'header', 'cookie']

/** What must be given first, then by place, else in the document's order. */
export const inFormOrder = (parameters: readonly ParameterView[]): ParameterView[] =>
  [...parameters].sort(
    (a, b) =>
      Number(b.required) - Number(a.required) ||
      placeOrder.indexOf(a.place) - placeOrder.indexOf(b.place),
  )

/**
 * Why an operation cannot be sent to a tenant now; nothing is known of one that is not there yet.
 *
 * A lock is opened and closes again while the operation's page stays as it was read.
 */
export function unavailableNow(
  { unavailable, effect }: Pick<OperationView, 'unavailable' | 'effect'>,
  tenant: Pick<TenantLine, 'lock'> | null | undefined,
): Unavailable | null {
  if (tenant === null || unavailable === 'noTenant') return 'noTenant'
  if (tenant === undefined) return unavailable
  return effect !== 'reads' && tenant.lock.kind === 'locked' ? 'locked' : null
}
