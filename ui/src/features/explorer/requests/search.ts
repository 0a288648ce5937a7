/** What a person might come back to on the screen of requests. */
export type RequestsSearch = {
  /** The tenant requests go to. */
  tenant?: string
  words?: string
  /** The only tenant whose past is listed. */
  of?: string
  /** Two entries whose answers are compared. */
  older?: string
  newer?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What the address of this screen may say; anything else is left out. */
export function requestsSearch(search: Record<string, unknown>): RequestsSearch {
  const tenant = text(search.tenant)
  const words = text(search.words)
  const of = text(search.of)
  const older = text(search.older)
  const newer = text(search.newer)
  return {
    ...(tenant && { tenant }),
    ...(words && { words }),
    ...(of && { of }),
    ...(older && newer && { older, newer }),
  }
}
