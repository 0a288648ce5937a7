import type {
  TaskAsk,
  TaskChoice,
  TaskInput,
  TaskLine,
  TaskRun,
  TaskView,
  TenantLine,
} from '../bindings'
import { type Answers, Refusal } from './fake'

const ROWAN = 'Rowan Remote Access'
const ELDER = 'Elder Endpoint Rights'
const DAMSON = 'Damson Privilege Manager'

const line = (vendor: string, id: string, title: string, rest: Partial<TaskLine>): TaskLine => ({
  vendor,
  id,
  title,
  about: `${title}, step by step.`,
  group: 'people',
  words: [],
  effect: 'changes',
  console: false,
  ...rest,
})

export const ask = (id: string, label: string, rest: Partial<TaskAsk> = {}): TaskAsk => ({
  id,
  label,
  about: null,
  kind: 'text',
  optional: false,
  many: false,
  options: [],
  usual: null,
  least: null,
  most: null,
  ...rest,
})

const decision = ask('answer', 'Decision', {
  kind: 'choice',
  options: [
    { value: 'approved', label: 'Approve' },
    { value: 'denied', label: 'Deny' },
  ],
})
const computer = ask('computer', 'Computer', { kind: 'pick' })

const TASKS: readonly { line: TaskLine; asks: TaskAsk[] }[] = [
  {
    line: line(ROWAN, 'unlock-user', 'Unlock a user who is locked out', {
      about: 'Sets the count of failed sign-ins back to nought. The password stays as it is.',
      words: ['failed logins', 'cannot sign in'],
    }),
    asks: [ask('user', 'User', { kind: 'pick' })],
  },
  {
    line: line(ROWAN, 'reset-password', 'Set a new password for a user', {
      about: 'For local users. They change it at the next sign-in.',
    }),
    asks: [
      ask('user', 'User', { kind: 'pick' }),
      ask('password', 'New password', { kind: 'secret', least: 8 }),
      ask('change', 'Must be changed at the next sign-in', { kind: 'toggle', usual: 'true' }),
    ],
  },
  {
    line: line(ROWAN, 'decide-request', 'Approve or deny a request for access', {
      about: 'Somebody asks to jump to a machine under a policy that needs a yes.',
      group: 'requests',
    }),
    asks: [
      ask('request', 'Request that waits', { kind: 'pick' }),
      decision,
      ask('reason', 'Reason', { kind: 'reason', least: 3, most: 200 }),
    ],
  },
  {
    line: line(ROWAN, 'session-report', 'Who was on which machine', {
      about: 'Sessions of some days, with who was on what and for how long.',
      group: 'reports',
      effect: 'reads',
    }),
    asks: [
      ask('from', 'From', { kind: 'date' }),
      ask('days', 'For how many days', { kind: 'number', usual: '1', least: 1, most: 31 }),
    ],
  },
  {
    line: line(ELDER, 'move-computer', 'Move a computer to another group', {
      about: 'A computer has one group, and gets the policy of its group.',
      group: 'computers',
    }),
    asks: [computer, ask('target', 'New group', { kind: 'pick' })],
  },
  {
    line: line(DAMSON, 'decide-elevation', 'Approve or deny a request to run a program', {
      about: 'Somebody waits for a program to be allowed.',
      group: 'requests',
      effect: 'reads',
      console: true,
    }),
    asks: [],
  },
]

const PICKS: Readonly<Record<string, readonly TaskChoice[]>> = {
  user: [
    { id: '214', label: 'jlind', note: 'Jonas Lind' },
    { id: '88', label: 'alind', note: 'Anna Lind' },
  ],
  request: [
    { id: '9', label: 'Jonas Lind', note: 'SCADA-HMI-02, 2 h' },
    { id: '31', label: 'Kestrel Pumps', note: 'PUMP-PLC-11, 4 h' },
  ],
  computer: [{ id: 'c-1', label: 'LT-0977', note: 'Field laptops' }],
  target: [{ id: 'g-2', label: 'Branch Bergen', note: 'Field 43' }],
}

const viewOf = ({ line: of, asks }: (typeof TASKS)[number]): TaskView => ({
  line: of,
  asks: asks.map((each) => ({ ...each })),
  operations: of.console
    ? []
    : [
        { operation: 'GET /api/user/{user}', effect: 'reads', needs: ['Read users'] },
        ...(of.effect === 'reads'
          ? []
          : [{ operation: 'PATCH /api/user/{user}', effect: of.effect, needs: ['Manage users'] }]),
      ],
  console: of.console
    ? {
        because: 'The vendor documents no call for this.',
        page: 'Admin, Tools, Manage Approvals',
        address: 'https://workstations.northmere.example/Console',
        steps: ['Open the request.', 'Press Approve or Deny.'],
        labels: ['Approve', 'Deny'],
        say: ['Your request is decided. Start the program again in a minute.'],
      }
    : null,
  inverse: null,
})

const given = (inputs: readonly TaskInput[], field: string): string =>
  inputs.find((input) => input.field === field)?.value ?? ''

const bare = { exchanges: [], disclosed: [] }

/** What would be done: the form's words in a sentence, one call, and one thing that changes. */
const proposed = (title: string, name: string): TaskRun => ({
  ...bare,
  run: 'run-1',
  state: {
    kind: 'proposed',
    words: `${title}: ${name}.`,
    changes: [{ what: `Failed sign-ins of ${name}`, before: '5', after: '0' }],
    warnings: [`${name} is disabled as well.`],
    calls: [
      {
        says: `Unlock ${name}`,
        operation: 'PATCH /api/user/{user}',
        request: {
          method: 'PATCH',
          address: 'https://remote.northmere.example/api/user/214',
          headers: [],
          body: '{"failed_logins":0}',
          effect: 'changes',
          problems: [],
        },
      },
    ],
    later: [],
    effect: 'changes',
  },
})

const done: TaskRun = {
  ...bare,
  run: null,
  exchanges: ['x-1', 'x-2'],
  state: {
    kind: 'done',
    words: 'jlind is unlocked.',
    facts: [{ label: 'Last sign-in', value: '08:51 today' }],
    table: null,
    proof: 'seen',
    undo: {
      task: 'unlock-user',
      inputs: [{ field: 'user', value: '88', several: [], held: null }],
    },
  },
}

const report: TaskRun = {
  ...bare,
  run: null,
  state: {
    kind: 'done',
    words: 'Two sessions on that day.',
    facts: [],
    table: {
      columns: ['User', 'Computer', 'Minutes'],
      rows: [
        ['jlind', 'PUMP-PLC-07', '45'],
        ['tberg', 'HMI-02', '12'],
      ],
      none: 'Nobody was on any machine.',
      total: 2,
    },
    proof: 'notNeeded',
    undo: null,
  },
}

/** Answers about guided tasks at the tenants of the drawings. */
export function taskAnswers(tenants: readonly TenantLine[]): Answers {
  const vendorOf = (tenant: string) => tenants.find(({ id }) => id === tenant)?.vendor
  const found = (tenant: string, task: string) => {
    const known = TASKS.find(({ line: of }) => of.id === task && of.vendor === vendorOf(tenant))
    if (!known) throw new Refusal({ kind: 'notFound' })
    return known
  }
  return {
    tasksList: ({ tenant }) => {
      const vendors =
        tenant === null ? tenants.map(({ vendor }) => vendor) : [vendorOf(tenant) ?? '']
      return TASKS.map(({ line: of }) => of).filter(({ vendor }) => vendors.includes(vendor))
    },
    taskGet: ({ tenant, task }) => viewOf(found(tenant, task)),
    taskPick: ({ field, typed }) =>
      (PICKS[field] ?? []).filter(({ label, note }) =>
        `${label} ${note}`.toLowerCase().includes(typed.toLowerCase()),
      ),
    taskSecret: () => ({ held: 'held-1', length: 14 }),
    taskPreview: ({ tenant, task, inputs }, onItem) => {
      const { line: of } = found(tenant, task)
      onItem({ kind: 'looking', says: 'Read the user' })
      if (of.effect === 'reads') return report
      const id = given(inputs, 'user') || given(inputs, 'request') || given(inputs, 'computer')
      const name = Object.values(PICKS)
        .flat()
        .find((choice) => choice.id === id)?.label
      return proposed(of.title, name ?? id)
    },
    taskRun: (_, onItem) => {
      onItem({ kind: 'sending', says: 'Unlock jlind', at: 1, of: 1 })
      onItem({ kind: 'looking', says: 'Look whether it happened' })
      return done
    },
  }
}
