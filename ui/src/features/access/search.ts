const VIEWS = ['least', 'sheet'] as const
/** What is looked at: who holds what, what is enough, or the sheet that hands a client over. */
export type AccessPart = 'matrix' | (typeof VIEWS)[number]

/** What a person might come back to among permissions. */
export type AccessSearch = {
  tenant?: string
  /** Another part than the matrix. */
  view?: Exclude<AccessPart, 'matrix'>
  /** The kind of holder, when it is not the first. */
  section?: string
  /** The only place whose holders are shown. */
  place?: string
  /** The purpose that stands beside the holders. */
  preset?: string
  /** Two columns to compare, or the one that waits for another. */
  compare?: readonly string[]
  /** The permission that is looked at more closely. */
  permission?: string
  /** The column that is looked at more closely. */
  holder?: string
  /** What a sheet begins with. */
  grants?: readonly string[]
}

const text = (value: unknown): string | undefined =>
  // An address may say 214, which is read as a number and meant as an id.
  typeof value === 'number'
    ? String(value)
    : typeof value === 'string' && value !== ''
      ? value
      : undefined

const texts = (value: unknown, atMost: number): string[] => {
  const all = (Array.isArray(value) ? value : []).flatMap((each) => text(each) ?? [])
  return [...new Set(all)].slice(0, atMost)
}

/** No product has more permissions than this. */
const MOST_GRANTS = 500

/** What the address of Access may say; anything else is left out. */
export function accessSearch(search: Record<string, unknown>): AccessSearch {
  const tenant = text(search.tenant)
  // Everything else is of one tenant's product.
  if (tenant === undefined) return {}
  const view = VIEWS.find((known) => known === search.view)
  const section = text(search.section)
  const place = text(search.place)
  const preset = text(search.preset)
  const compare = texts(search.compare, 2)
  const permission = text(search.permission)
  const holder = text(search.holder)
  const grants = texts(search.grants, MOST_GRANTS)
  return {
    tenant,
    ...(view && { view }),
    ...(section && { section }),
    ...(place && { place }),
    ...(preset && { preset }),
    ...(compare.length > 0 && { compare }),
    ...(permission && { permission }),
    ...(holder && { holder }),
    ...(view === 'sheet' && grants.length > 0 && { grants }),
  }
}
