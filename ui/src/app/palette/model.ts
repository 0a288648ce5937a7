import type { Effect, HitMark, MarkView, PaletteHit, TaskLine, TenantLine } from '#ipc/bindings'

import { copy } from './copy'

type Place =
  | '/'
  | '/look-up'
  | '/tasks'
  | '/bulk'
  | '/tenants'
  | '/tenants/add'
  | '/explorer'
  | '/requests'
  | '/access'
  | '/activity'
  | '/settings'

/** Where Enter leads. Nothing here sends a request to change anything. */
export type Deed =
  | { kind: 'lookUp'; words: string }
  | { kind: 'go'; to: Place }
  | { kind: 'task'; tenant: string; task: string; effect: Effect; console: boolean }
  | { kind: 'refreshAll' }
  | { kind: 'lock' | 'ticket' | 'shield' }
  | { kind: 'openTenant' | 'lockTenant'; tenant: string }
  | { kind: 'tenant' | 'access'; tenant: string }
  | { kind: 'signIn' | 'signOut'; tenant: string }
  | { kind: 'operation'; document: string; tenant: string | null; operation: string }

/** One line of the palette. */
export type Hit = {
  id: string
  group: string
  title: string
  marks: readonly HitMark[]
  sub: string
  /** The tenant it belongs to. */
  tenant: { id: string; name: string; mark: MarkView } | null
  /** Of an operation: its verb and what it does. */
  call: { method: string; path: string; effect: Effect; classified: boolean; group: string } | null
  deed: Deed
}

/** Where words stand in a title; null when one of them does not. */
function marksOf(title: string, words: string): HitMark[] | null {
  const lower = title.toLowerCase()
  const marks: HitMark[] = []
  for (const word of words.toLowerCase().split(/\s+/).filter(Boolean)) {
    const from = lower.indexOf(word)
    if (from < 0) return null
    marks.push({ from, to: from + word.length })
  }
  return marks.toSorted((one, other) => one.from - other.from)
}

type Sketch = Omit<Hit, 'marks' | 'call' | 'tenant'> & {
  tenant?: TenantLine
  /** Further words it is found by. */
  words?: readonly string[]
}

function fitting(sketches: readonly Sketch[], words: string): Hit[] {
  return sketches.flatMap(({ tenant, words: further = [], ...sketch }): Hit[] => {
    const inTitle = marksOf(sketch.title, words)
    // What is found by a further word has nothing to mark.
    const found = inTitle ?? marksOf([sketch.title, ...further].join(' '), words)
    if (!found) return []
    const marks = inTitle ?? []
    return [
      {
        ...sketch,
        marks,
        call: null,
        tenant: tenant ? { id: tenant.id, name: tenant.name, mark: tenant.mark } : null,
      },
    ]
  })
}

const go = (
  to: Extract<Deed, { kind: 'go' }>['to'],
  title: string,
  sub: string,
  group: string = copy.go,
): Sketch => ({
  id: `go ${to}`,
  group,
  title,
  sub,
  deed: { kind: 'go', to },
})

function screens(): Sketch[] {
  return [
    go('/', 'Dashboard', copy.dashboardSub),
    go('/look-up', 'Look up', copy.lookUpSub),
    go('/tasks', 'Tasks', copy.tasksSub),
    go('/bulk', 'Bulk', copy.bulkSub),
    go('/tenants', 'Tenants', copy.tenantsSub),
    go('/explorer', 'Explorer', copy.explorerSub),
    go('/requests', 'Requests', copy.requestsSub),
    go('/access', 'Access', copy.accessSub),
    go('/activity', 'Activity', copy.activitySub),
    go('/settings', 'Settings', copy.settingsSub),
  ]
}

function deeds(tenants: readonly TenantLine[], lockable: boolean): Sketch[] {
  const lock: Sketch = {
    id: 'lock',
    group: copy.do,
    title: copy.lock,
    sub: copy.lockSub,
    deed: { kind: 'lock' },
  }
  return [
    {
      id: 'refresh',
      group: copy.do,
      title: copy.refresh,
      sub: copy.refreshSub,
      deed: { kind: 'refreshAll' },
    },
    go('/tenants/add', copy.addTenant, copy.addTenantSub, copy.do),
    ...(lockable ? [lock] : []),
    {
      id: 'ticket',
      group: copy.do,
      title: copy.ticket,
      sub: copy.ticketSub,
      deed: { kind: 'ticket' },
    },
    {
      id: 'shield',
      group: copy.do,
      title: copy.shield,
      sub: copy.shieldSub,
      deed: { kind: 'shield' },
    },
    ...tenants.map((tenant): Sketch => {
      const open = tenant.lock.kind === 'open'
      return {
        id: `lock ${tenant.id}`,
        group: copy.do,
        title: open ? copy.lockTenant(tenant.name) : copy.openForChanges(tenant.name),
        sub: tenant.product,
        tenant,
        deed: { kind: open ? 'lockTenant' : 'openTenant', tenant: tenant.id },
      }
    }),
    ...tenants.map((tenant): Sketch => {
      const signedIn = tenant.session.kind === 'active' || tenant.session.kind === 'renewing'
      return {
        id: `session ${tenant.id}`,
        group: copy.do,
        title: signedIn ? copy.signOut(tenant.name) : copy.signIn(tenant.name),
        sub: tenant.product,
        tenant,
        deed: { kind: signedIn ? 'signOut' : 'signIn', tenant: tenant.id },
      }
    }),
  ]
}

const tenantSketch = (tenant: TenantLine): Sketch => ({
  id: `tenant ${tenant.id}`,
  group: copy.tenants,
  title: tenant.name,
  sub: tenant.product,
  tenant,
  deed: { kind: 'tenant', tenant: tenant.id },
})

/** A tenant's permissions; found by their names only, so that the list stays short. */
const accessSketch = (tenant: TenantLine): Sketch => ({
  id: `access ${tenant.id}`,
  group: copy.tenants,
  title: copy.accessIn(tenant.name),
  sub: copy.accessSub,
  tenant,
  words: ['permissions', 'rights', 'roles'],
  deed: { kind: 'access', tenant: tenant.id },
})

/** A task at each tenant it can be done at; nothing is done by going there. */
const taskSketches = (tasks: readonly TaskLine[], tenants: readonly TenantLine[]): Sketch[] =>
  tasks.flatMap((line) =>
    tenants
      .filter(({ vendor }) => vendor === line.vendor)
      .map((tenant) => ({
        id: `task ${tenant.id} ${line.id}`,
        group: copy.tasks,
        title: copy.taskIn(line.title, tenant.name),
        sub: line.about,
        tenant,
        words: line.words,
        deed: {
          kind: 'task',
          tenant: tenant.id,
          task: line.id,
          effect: line.effect,
          console: line.console,
        },
      })),
  )

/** Marks that lie outside the text are left out, so that a wrong number cannot break the line. */
const inside = (marks: readonly HitMark[], text: string) =>
  marks.filter(({ from, to }) => from >= 0 && from < to && to <= text.length)

function operationHit({ document, tenant, hit }: PaletteHit, tenants: readonly TenantLine[]): Hit {
  const owner = tenants.find((line) => line.id === tenant)
  const { line } = hit
  return {
    id: `operation ${document} ${line.key}`,
    group: copy.operations,
    title: line.name,
    marks: inside(hit.nameMarks, line.name),
    sub: hit.elsewhere ?? '',
    tenant: owner ? { id: owner.id, name: owner.name, mark: owner.mark } : null,
    call: {
      method: line.method,
      path: line.path,
      effect: line.effect,
      classified: line.classified,
      group: hit.group,
    },
    deed: { kind: 'operation', document, tenant, operation: line.key },
  }
}

/** Looks for what was typed; last, for whoever wants a screen or a deed types its name. */
const lookUpHit = (words: string): Hit => ({
  id: 'look up',
  group: copy.people,
  title: copy.lookUp(words),
  marks: [],
  sub: copy.lookUpSub,
  tenant: null,
  call: null,
  deed: { kind: 'lookUp', words },
})

/** The order of groups, which is the order on the screen. */
const ORDER: readonly string[] = [copy.go, copy.do, copy.tenants, copy.tasks, copy.operations]
const MOST_OF_A_GROUP = 8

/** Everything that fits what was typed, group by group. */
export function hitsOf(
  words: string,
  tenants: readonly TenantLine[],
  found: readonly PaletteHit[],
  only: string | null,
  /** Whether there is a vault that can be locked. */
  lockable: boolean,
  tasks: readonly TaskLine[] = [],
): Hit[] {
  const near = only === null ? tenants : tenants.filter((tenant) => tenant.id === only)
  const hits = [
    ...(only === null ? fitting(screens(), words) : []),
    ...fitting(deeds(near, lockable), words).filter((hit) => only === null || hit.tenant !== null),
    ...fitting(near.map(tenantSketch), words),
    ...(words.trim() === '' ? [] : fitting(near.map(accessSketch), words)),
    ...(words.trim() === '' ? [] : fitting(taskSketches(tasks, near), words)),
    ...(words.trim() === ''
      ? []
      : found
          .filter((hit) => only === null || hit.tenant === only)
          .map((hit) => operationHit(hit, tenants))),
  ]
  // Before anything is typed, doing is offered only where it concerns everybody.
  const shown =
    words.trim() === '' && only === null
      ? hits.filter((hit) => hit.group !== copy.do || hit.tenant === null)
      : hits
  const ordered = ORDER.flatMap((group) =>
    shown
      .filter((hit) => hit.group === group)
      // Screens are few, and each is reached from here.
      .slice(0, group === copy.go ? undefined : MOST_OF_A_GROUP),
  )
  const asked = words.trim()
  return only === null && asked.length > 1 ? [...ordered, lookUpHit(asked)] : ordered
}

/** What Enter would come to, in a sentence. */
export function promise(deed: Deed): string {
  switch (deed.kind) {
    case 'task':
      return copy.opensTask
    case 'operation':
      return copy.neverSends
    case 'go':
    case 'tenant':
    case 'access':
      return copy.goesThere
    case 'lookUp':
      return copy.asksEverybody
    case 'signOut':
      return copy.signsOut
    case 'lock':
      return copy.locks
    case 'openTenant':
      return copy.asksFirst
    case 'lockTenant':
      return copy.locksTenant
    case 'ticket':
    case 'shield':
      return copy.doesThat
    case 'signIn':
    case 'refreshAll':
      return copy.doesIt
    default: {
      const never: never = deed
      return never
    }
  }
}
