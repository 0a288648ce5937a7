import type { Urgency, WaitingLine, WaitingMissing, WaitingView, WaitKind } from '#ipc/bindings'
import type { Taken } from '#lib/taken'

/** The kinds in the order in which they are offered. */
const KINDS: readonly WaitKind[] = [
  'decision',
  'lockedOut',
  'component',
  'rotation',
  'expiry',
  'agent',
]

/** Whether a word from an address names a kind. */
export const isWaitKind = (value: unknown): value is WaitKind =>
  KINDS.some((kind) => kind === value)

const URGENCIES: readonly Urgency[] = ['now', 'soon', 'later']

/** Only what waits at some tenants, and is of one kind when one is wanted. */
export function narrowed(
  view: WaitingView,
  tenants: ReadonlySet<string>,
  kind?: WaitKind,
): WaitingView {
  const near = ({ tenant }: { tenant: string }) => tenants.has(tenant)
  return {
    lines: view.lines.filter((line) => near(line) && (kind === undefined || line.what === kind)),
    missing: view.missing.filter(near),
    notLoaded: view.notLoaded.filter((tenant) => tenants.has(tenant)),
  }
}

/** The kinds that occur, and how often. */
export const kindsOf = (lines: readonly WaitingLine[]): { kind: WaitKind; times: number }[] =>
  KINDS.map((kind) => ({ kind, times: lines.filter(({ what }) => what === kind).length })).filter(
    ({ times }) => times > 0,
  )

/** What waits in groups, the most pressing first; in each as it came. */
export const groupsOf = (
  lines: readonly WaitingLine[],
): { urgency: Urgency; lines: WaitingLine[] }[] =>
  URGENCIES.map((urgency) => ({
    urgency,
    lines: lines.filter((line) => line.urgency === urgency),
  })).filter((group) => group.lines.length > 0)

/** What could not be asked, tenant by tenant. */
export function missingByTenant(
  missing: readonly WaitingMissing[],
): { tenant: string; lists: WaitingMissing[] }[] {
  const tenants = [...new Set(missing.map(({ tenant }) => tenant))]
  return tenants.map((tenant) => ({
    tenant,
    lists: missing.filter((each) => each.tenant === tenant),
  }))
}

/** A key for a line: ids do not cross, so it is what tells lines apart, and where it stands. */
export const lineKey = (line: WaitingLine, index: number): string =>
  `${line.tenant} ${line.label} ${line.title} ${line.since} ${index}`

/** What all of them are, when they are the same. */
const only = <T>(all: readonly T[]): T | null => {
  const [first, ...others] = new Set(all)
  return first !== undefined && others.length === 0 ? first : null
}

/**
 * Lines as rows to do something for: what each is, and what its task is begun with.
 *
 * The columns of inputs are named like the fields they are for, so that they are mapped by
 * themselves. Lines that no task deals with have nothing there.
 */
export function takenOf(lines: readonly WaitingLine[], name: string): Taken {
  const fields = [
    ...new Set(lines.flatMap(({ task }) => task?.inputs.map(({ field }) => field) ?? [])),
  ]
  const task = only(lines.map((line) => line.task?.task ?? ''))
  return {
    name,
    tenant: only(lines.map(({ tenant }) => tenant)),
    task: task === '' ? null : task,
    head: ['What', 'More', ...fields],
    rows: lines.map((line) => [
      line.title,
      line.note ?? '',
      ...fields.map((field) => line.task?.inputs.find((each) => each.field === field)?.value ?? ''),
    ]),
  }
}
