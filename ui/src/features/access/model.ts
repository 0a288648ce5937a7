import type {
  AccessCell,
  AccessSection,
  AccessView,
  PermissionView,
  PresetView,
} from '#ipc/bindings'

/** One column of the matrix: somebody who holds permissions, or what is given for a purpose. */
export type MatrixColumn = {
  /** Unique within the matrix. */
  key: string
  kind: 'holder' | 'preset'
  name: string
  note: string | null
  /** The name of the place at which it holds this. */
  place: string | null
  /** By the permission's key; what is not there cannot be held here. */
  cells: ReadonlyMap<string, AccessCell>
  /** Names of permissions the catalogue does not know. */
  unknown: readonly string[]
}

/** One line of the matrix. */
export type MatrixLine =
  | { kind: 'group'; key: string; title: string }
  | { kind: 'permission'; key: string; permission: PermissionView }

/** What is looked at more closely, by keys. */
export type Chosen = { permission?: string | undefined; holder?: string | undefined }

/** What of the lines is wanted. */
export type Wanted = { words: string; dangerous: boolean; differing: boolean }

/** How a permission is written: `Management: Full Access`. */
export const written = ({ label, level }: Pick<PermissionView, 'label' | 'level'>): string =>
  level === null ? label : `${label}: ${level}`

export const isHeld = (cell: AccessCell | undefined): boolean =>
  cell?.kind === 'granted' || cell?.kind === 'included'

/** The permissions that can be held in a section, in the order of the product. */
export function permissionsOf(view: AccessView, section: AccessSection): PermissionView[] {
  const known = byKey(view.permissions)
  return section.permissions.flatMap((key) => known.get(key) ?? [])
}

export const byKey = (
  permissions: readonly PermissionView[],
): ReadonlyMap<string, PermissionView> => new Map(permissions.map((one) => [one.key, one]))

const HOLDER = 'holder'
const PRESET = 'preset'

/** Holders of a section that were read; of one place only, where one is named. */
export function holderColumns(section: AccessSection, place?: string): MatrixColumn[] {
  if (section.state.kind !== 'read') return []
  const places = new Map(section.places.map(({ id, name }) => [id, name]))
  return section.state.columns
    .filter(({ atPlace }) => place === undefined || atPlace === place)
    .map(({ id, name, note, atPlace, cells, unknown }) => ({
      // The same person may hold permissions at many places.
      key: [HOLDER, id, ...(atPlace === null ? [] : [atPlace])].join(' '),
      kind: 'holder',
      name,
      note,
      place: atPlace === null ? null : (places.get(atPlace) ?? null),
      cells: new Map(
        section.permissions.flatMap((key, index): [string, AccessCell][] => {
          const cell = cells[index]
          return cell ? [[key, cell]] : []
        }),
      ),
      unknown,
    }))
}

/** What is given for a purpose, as a column beside those who hold it. */
export function presetColumn(
  preset: PresetView,
  permissions: readonly PermissionView[],
): MatrixColumn {
  const known = byKey(permissions)
  const cell = (key: string): AccessCell => {
    if (preset.grants.includes(key)) return { kind: 'granted' }
    if (!preset.held.includes(key)) return { kind: 'not' }
    const through = preset.grants.flatMap((grant) => {
      const from = known.get(grant)
      return from?.includes.includes(key) ? [written(from)] : []
    })
    return { kind: 'included', through }
  }
  return {
    key: `${PRESET} ${preset.id}`,
    kind: 'preset',
    name: preset.label,
    note: null,
    place: null,
    cells: new Map(permissions.map(({ key }) => [key, cell(key)])),
    unknown: [],
  }
}

/** How it is held, as far as columns can differ in it: what was given is held like what came with it. */
const kindOf = (cell: AccessCell | undefined): string =>
  isHeld(cell) ? 'held' : (cell?.kind ?? 'none')

/** Whether not all columns hold it, or not all do without it. */
export const differs = (key: string, columns: readonly MatrixColumn[]): boolean =>
  new Set(columns.map(({ cells }) => kindOf(cells.get(key)))).size > 1

const hayOf = ({ key, label, level, group, lets, danger }: PermissionView): string =>
  [key, label, level, group, lets, danger].join('\n').toLowerCase()

/** The permissions that are wanted among those there are. */
export function wantedOf(
  permissions: readonly PermissionView[],
  columns: readonly MatrixColumn[],
  { words, dangerous, differing }: Wanted,
): PermissionView[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean)
  return permissions.filter((one) => {
    if (dangerous && one.danger === null) return false
    if (differing && !differs(one.key, columns)) return false
    const hay = hayOf(one)
    return all.every((word) => hay.includes(word))
  })
}

const lineOf = (permission: PermissionView): MatrixLine => ({
  kind: 'permission',
  key: permission.key,
  permission,
})

/** Lines under the heads of the product, in its order. */
export function grouped(permissions: readonly PermissionView[]): MatrixLine[] {
  const titles = [...new Set(permissions.map(({ group }) => group))]
  return titles.flatMap((title) => [
    { kind: 'group', key: title, title },
    ...permissions.filter(({ group }) => group === title).map(lineOf),
  ])
}

/** Lines of two columns that are compared: what differs first, then the rest. */
export function compared(
  permissions: readonly PermissionView[],
  columns: readonly MatrixColumn[],
  words: { differ: (lines: number) => string; same: (lines: number) => string },
): MatrixLine[] {
  const differing = permissions.filter(({ key }) => differs(key, columns))
  const same = permissions.filter(({ key }) => !differs(key, columns))
  const part = (key: string, title: string, some: readonly PermissionView[]): MatrixLine[] =>
    some.length === 0 ? [] : [{ kind: 'group', key, title }, ...some.map(lineOf)]
  return [
    ...part('differ', words.differ(differing.length), differing),
    ...part('same', words.same(same.length), same),
  ]
}

/** Keys of everything a column holds. */
export const heldBy = ({ cells }: MatrixColumn): string[] =>
  [...cells].flatMap(([key, cell]) => (isHeld(cell) ? [key] : []))

/** Keys of what has to be given so that a column's permissions are held: without what comes along. */
export function givenTo(column: MatrixColumn, permissions: readonly PermissionView[]): string[] {
  const held = new Set(heldBy(column))
  const along = new Set(
    permissions.filter(({ key }) => held.has(key)).flatMap(({ includes }) => includes),
  )
  const given = (key: string) => column.cells.get(key)?.kind === 'granted'
  return [...held].filter((key) => given(key) || !along.has(key))
}

/** A cell of the grid; −1 is the head's line, or the column with the permissions. */
export type Place = { line: number; column: number }

/** Where a key leads in the grid; nothing when it is not for moving. Heads of groups are no stop. */
export function movedTo(
  key: string,
  held: boolean,
  at: Place,
  lines: readonly MatrixLine[],
  columns: number,
  page: number,
): Place | null {
  const stops = [-1, ...lines.flatMap(({ kind }, index) => (kind === 'group' ? [] : [index]))]
  const now = Math.max(0, stops.indexOf(at.line))
  const to = (step: number) => stops[Math.max(0, Math.min(step, stops.length - 1))] ?? -1
  const [first, last] = [to(1), to(stops.length - 1)]
  switch (key) {
    case 'ArrowDown':
      return { ...at, line: held ? last : to(now + 1) }
    case 'ArrowUp':
      return { ...at, line: held ? first : to(now - 1) }
    case 'PageDown':
      return { ...at, line: to(now + page) }
    case 'PageUp':
      return { ...at, line: to(now - page) }
    case 'ArrowRight':
      return { ...at, column: held ? columns - 1 : Math.min(at.column + 1, columns - 1) }
    case 'ArrowLeft':
      return { ...at, column: held ? -1 : Math.max(at.column - 1, -1) }
    case 'Home':
      return { line: held ? first : at.line, column: -1 }
    case 'End':
      return { line: held ? last : at.line, column: columns - 1 }
    default:
      return null
  }
}

/** Somebody who holds permissions, wherever in the product. */
export type AnyHolder = { id: string; section: AccessSection; column: MatrixColumn }

/** Everybody who was read, of every kind. */
export const holdersOf = (view: AccessView): AnyHolder[] =>
  view.sections.flatMap((section) =>
    holderColumns(section).map((column) => ({
      id: `${section.id} ${column.key}`,
      section,
      column,
    })),
  )
