import type {
  AccessCell,
  AccessLeast,
  AccessOpens,
  AccessSection,
  AccessView,
  AccessWhy,
  HolderColumn,
  PermissionView,
  SheetWish,
} from '../bindings'
import { type Answers, Refusal } from './fake'
import { ago } from './time'

const permission = (
  label: string,
  group: string,
  lets: string,
  rest: Partial<PermissionView> = {},
): PermissionView => ({
  key: rest.level ? `${label}: ${rest.level}` : label,
  label,
  level: null,
  group,
  lets,
  includes: [],
  onlyWith: [],
  danger: null,
  since: null,
  operations: 3,
  ...rest,
})

/** Permissions of a made-up product. */
const PERMISSIONS: readonly PermissionView[] = [
  permission('Sessions', 'Accounts', 'see who is in a session', { level: 'Read' }),
  permission('Sessions', 'Accounts', 'end sessions of others', {
    level: 'Full',
    includes: ['Sessions: Read'],
    danger: 'It ends the work of others',
  }),
  permission('Reports', 'Accounts', 'read what happened'),
  permission('Configuration', 'Accounts', 'change users, groups and policies', {
    danger: 'It can give itself more',
    includes: ['Reports'],
    operations: 40,
  }),
  permission('Vault', 'Accounts', 'change stored credentials', {
    onlyWith: ['Configuration'],
    since: '24.1',
  }),
  permission('Open a session', 'Places', 'jump to what stands here'),
  permission('Edit items', 'Places', 'change what stands here', { operations: 0 }),
]

const ACCOUNTS = PERMISSIONS.filter(({ group }) => group === 'Accounts').map(({ key }) => key)
const PLACES = PERMISSIONS.filter(({ group }) => group === 'Places').map(({ key }) => key)

const not: AccessCell = { kind: 'not' }
const granted: AccessCell = { kind: 'granted' }
const through = (...names: string[]): AccessCell => ({ kind: 'included', through: names })

const column = (name: string, cells: AccessCell[], rest: Partial<HolderColumn> = {}) => ({
  id: name,
  name,
  note: null,
  own: false,
  atPlace: null,
  cells,
  unknown: [],
  ...rest,
})

const accounts: HolderColumn[] = [
  column('Help desk', [through('Sessions: Full'), granted, granted, not, not], {
    note: 'Service desk tickets',
    unknown: ['new_right'],
  }),
  column('Dashboard', [granted, not, granted, not, not]),
  column('Terraform', [not, not, through('Configuration'), granted, { kind: 'unknown' }]),
]

const member = (name: string, place: string, cells: AccessCell[]) =>
  column(name, cells, { atPlace: place })

const section = (id: string, label: string, rest: Partial<AccessSection>): AccessSection => ({
  id,
  label,
  one: label.replace(/s$/, ''),
  page: `Management > ${label}`,
  address: 'https://remote.northmere.example/login',
  permissions: ACCOUNTS,
  place: null,
  places: [],
  readAt: null,
  state: { kind: 'notLoaded' },
  ...rest,
})

/** Everything as it is before anybody asked. */
const unread = (tenant: string): AccessView => ({
  tenant,
  permissions: [...PERMISSIONS],
  presets: [
    {
      id: 'help-desk',
      label: 'Help desk',
      purpose: 'helpDesk',
      grants: ['Sessions: Full', 'Reports'],
      held: ['Sessions: Read', 'Sessions: Full', 'Reports'],
      warn: ['Sessions of others end without a question.'],
      dangerous: ['Sessions: Full'],
    },
    {
      id: 'reporting',
      label: 'Reporting',
      purpose: 'reporting',
      grants: ['Reports'],
      held: ['Reports'],
      warn: [],
      dangerous: [],
    },
  ],
  sections: [
    section('accounts', 'API accounts', {}),
    section('places', 'Members', { permissions: PLACES, place: 'Folder' }),
    section('roles', 'Roles', {
      state: { kind: 'notReadable', because: 'No call lists roles' },
    }),
  ],
})

/** The same after somebody asked; of the folders, one was left out. */
const readView = (tenant: string, vaultRead: boolean): AccessView => {
  const before = unread(tenant)
  const members = [
    member('Anna Lind', 'plant', [granted, not]),
    member('Jonas Lind', 'plant', [granted, granted]),
    ...(vaultRead ? [member('Anna Lind', 'vault', [granted, granted])] : []),
  ]
  return {
    ...before,
    sections: before.sections.map((each): AccessSection => {
      if (each.id === 'accounts')
        return { ...each, readAt: ago(20), state: { kind: 'read', columns: accounts, rest: 4 } }
      if (each.id !== 'places') return each
      return {
        ...each,
        readAt: ago(20),
        places: [
          { id: 'plant', name: 'Plant', state: { kind: 'read' } },
          { id: 'vault', name: 'Vault', state: { kind: vaultRead ? 'read' : 'notLoaded' } },
        ],
        state: { kind: 'read', columns: members, rest: 0 },
      }
    }),
  }
}

const needs = (key: string) => [{ oneOf: [key] }]

/** What these open. */
function opens(permissions: readonly string[]): AccessOpens {
  const held = new Set(permissions)
  const has = (key: string) => held.has(key)
  return {
    held: [...permissions],
    opened: [
      ...(has('Sessions: Full') || has('Sessions: Read')
        ? [
            {
              operation: 'GET /sessions',
              effect: 'reads' as const,
              needs: needs('Sessions: Read'),
              lacks: [],
            },
          ]
        : []),
      ...(has('Configuration')
        ? Array.from({ length: 30 }, (_, index) => ({
            operation: `PATCH /user/{id}/part-${index + 1}`,
            effect: 'changes' as const,
            needs: needs('Configuration'),
            lacks: [],
          }))
        : []),
    ],
    partly: has('Vault')
      ? [
          {
            operation: 'POST /vault/account',
            effect: 'changes',
            needs: [...needs('Vault'), ...needs('Configuration')],
            lacks: needs('Configuration'),
          },
        ]
      : [],
    free: 6,
    unsaid: 2,
  }
}

const least = (held: readonly string[]): AccessLeast => {
  const enough = ['Sessions: Read', 'Reports']
  return {
    calls: 231,
    grants: [
      {
        permission: 'Sessions: Read',
        instead: ['Sessions: Full'],
        because: [{ operation: 'GET /sessions', times: 212 }],
      },
      { permission: 'Reports', instead: [], because: [{ operation: 'GET /reports', times: 19 }] },
    ],
    held: enough,
    dangerous: [],
    beyond: held.filter((key) => !enough.includes(key)),
    lacking: held.length > 0 ? enough.filter((key) => !held.includes(key)) : [],
    free: [{ operation: 'GET /info', times: 3 }],
    unsaid: [{ operation: 'GET /odd', times: 1 }],
    unknown: [{ operation: 'GET https://remote.northmere.example/old/list', times: 2 }],
  }
}

/** Why `GET /user` was refused; of `GET /odd` nobody knows. */
function why(operation: string): AccessWhy {
  if (operation === 'GET /odd')
    return { operation, needs: { kind: 'unknown' }, holders: [], askFor: null }
  if (operation === 'GET /info')
    return { operation, needs: { kind: 'nothing' }, holders: [], askFor: null }
  return {
    operation,
    needs: {
      kind: 'permissions',
      all: [{ oneOf: PERMISSIONS.filter(({ key }) => key === 'Configuration') }],
    },
    holders: [
      {
        section: 'accounts',
        label: 'API accounts',
        page: 'Management > API accounts',
        address: null,
        state: { kind: 'read', columns: accounts.slice(2), rest: 0 },
        own: accounts[1] ?? null,
        placesLeft: 1,
      },
      {
        section: 'places',
        label: 'Members',
        page: 'Management > Members',
        address: null,
        state: {
          kind: 'read',
          columns: [member('Jonas Lind', 'plant', [granted, granted])],
          rest: 0,
        },
        own: null,
        placesLeft: 0,
      },
      {
        section: 'roles',
        label: 'Roles',
        page: 'Management > Roles',
        address: null,
        state: { kind: 'notReadable', because: 'No call lists roles' },
        own: null,
        placesLeft: 0,
      },
    ],
    askFor: `Refused: ${operation}\nNeeded: Configuration (Accounts)\nAPI accounts that have it: Terraform\n`,
  }
}

/**
 * Answers about permissions. At `plants` nothing can be reached and `endpoints` lacks a right; the
 * others answer. The scene `asking` never ends.
 */
export function accessAnswers(scene: string): Answers {
  const views = new Map<string, AccessView>()
  return {
    accessList: ({ tenant }) => views.get(tenant) ?? unread(tenant),
    accessView: async ({ tenant, place }) => {
      if (scene === 'asking') await new Promise(() => undefined)
      const view = readView(tenant, place === 'vault')
      const refused: AccessSection['state'] | null =
        tenant === 'plants'
          ? {
              kind: 'failed',
              error: {
                kind: 'unreachable',
                host: 'plants.northmere.example:443',
                cause: 'timeout',
              },
            }
          : tenant === 'endpoints'
            ? { kind: 'notAllowed', needs: ['Configuration'], operation: 'GET /user' }
            : tenant === 'workstations'
              ? { kind: 'notSupported' }
              : tenant === 'vault-eu'
                ? { kind: 'read', columns: [], rest: 0 }
                : null
      const came: AccessView = refused
        ? {
            ...view,
            sections: view.sections.map((each) =>
              each.id === 'accounts' ? { ...each, state: refused } : each,
            ),
          }
        : view
      views.set(tenant, came)
      return came
    },
    accessOpens: ({ permissions }) => opens(permissions),
    accessLeast: ({ held }) => least(held),
    accessWhy: ({ operation }) => why(operation),
    accessSave: () => 'Remote access access.csv',
    accessSheet: ({ wish }) => sheet(wish),
  }
}

function sheet(wish: SheetWish) {
  if (/secret/i.test(wish.purpose))
    throw new Refusal({
      kind: 'invalid',
      problems: [{ field: 'purpose', place: null, problem: { kind: 'missing' } }],
    })
  const given = PERMISSIONS.filter(({ key }) => wish.permissions.includes(key))
  return {
    name: 'Remote access',
    product: 'Rowan Remote Access',
    host: 'remote.northmere.example',
    purpose: wish.purpose,
    owner: wish.owner,
    permissions: given,
    included: given.flatMap(({ includes }) => includes),
    opens: { reads: 12, discloses: 0, changes: 1, removes: 0 },
    pages: ['Management > API accounts'],
    testedAt: ago(3600),
    at: ago(0),
  }
}
