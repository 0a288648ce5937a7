/** What a person might come back to in the explorer. */
export type ExplorerSearch = {
  /** The tenant in use; its own document is opened when no other is named. */
  tenant?: string
  document?: string
  /** An operation's key, `GET /path/{id}`. */
  operation?: string
  words?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What the explorer's address may say; anything else is left out. */
export function explorerSearch(search: Record<string, unknown>): ExplorerSearch {
  const [tenant, document, operation, words] = [text(search.tenant), text(search.document), text(search.operation), text(search.words)]
  return { ...(tenant && { tenant }), ...(document && { document }), ...(operation && { operation }), ...(words && { words }) }
}
