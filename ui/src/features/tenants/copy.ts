import type {
  AddressReading,
  Environment,
  StepFact,
  StepId,
  TestStep,
  TokenLife,
} from '#ipc/bindings'
import { calendarDay, count, duration, plural } from '#lib/format'

const lifeWords = (life: TokenLife): string => {
  switch (life.kind) {
    case 'until': {
      const left = Date.parse(life.at) - Date.now()
      return Number.isNaN(left) ? 'Token given' : `Token for ${duration(Math.max(0, left))}`
    }
    case 'idle':
      return `Token until ${plural(life.minutes, 'minute')} pass without a call`
    case 'notSaid':
      return 'Token given, its end is not said'
    default: {
      const never: never = life
      return never
    }
  }
}

const factWords = (fact: StepFact): string => {
  switch (fact.kind) {
    case 'address':
      return fact.address
    case 'certificate':
      return fact.until === '' ? fact.issuer : `${fact.issuer}, ends ${calendarDay(fact.until)}`
    case 'version':
      return `Version ${fact.version}`
    case 'token':
      return lifeWords(fact.life)
    case 'figure':
      return `${fact.label}: ${count(fact.value)}`
    case 'document':
      return `${fact.title}, ${plural(fact.operations, 'operation')}`
    default: {
      const never: never = fact
      return never
    }
  }
}

const stepNames: Readonly<Record<StepId, string>> = {
  address: 'Address',
  certificate: 'Certificate',
  product: 'Right product',
  signIn: 'Sign-in',
  firstRead: 'First harmless read',
  document: 'Its OpenAPI document',
  signOut: 'Sign-out',
}

const stepPlans: Readonly<Record<StepId, string>> = {
  address: 'Read as this product writes its addresses',
  certificate: 'The host answers, and who signed for it',
  product: 'It is what you say it is',
  signIn: 'With what you entered',
  firstRead: 'One number, nothing is changed',
  document: 'The list of what it can do',
  signOut: 'The token must not stay behind',
}

/** Every sentence the tenants' screens say. */
export const copy = {
  title: 'Tenants',
  lead: 'One account of one product, under the name you gave it.',
  add: 'Add a tenant',
  demo: 'Open a demo tenant',
  demoBusy: 'Starting the demo…',
  empty: {
    title: 'No tenants yet',
    text: 'A tenant is one account of one product. Add yours, or open five simulated ones to look around.',
  },
  awaitedList: 'the list of tenants',
  table: 'Tenants',
  columns: {
    name: 'Name',
    product: 'Product',
    environment: 'Environment',
    address: 'Address',
    state: 'State',
    token: 'Token',
    method: 'Sign-in',
  },
  more: (name: string) => `Actions for ${name}`,
  signIn: 'Sign in',
  signOut: 'Sign out',
  edit: 'Edit',
  remove: 'Remove',
  removeMenu: 'Remove…',
  explore: 'Open in the explorer',
  tryAgain: 'Try again',
  signingIn: 'Signing in',
  signedOut: (name: string) => `Signed out of ${name}`,
  signedIn: (name: string) => `Signed in to ${name}`,
  added: (name: string) => `${name} was added`,
  saved: (name: string) => `${name} was saved`,
  removed: (name: string) => `${name} was removed`,
  removing: {
    title: (name: string) => `Remove ${name}`,
    lead: (name: string) => `Keydesk signs out of ${name} and forgets it. This cannot be undone.`,
    lost: 'What is lost on this computer',
    items: (secrets: number) => [
      'its address, its trusted certificates and its place in the list',
      secrets === 0
        ? 'its sign-in'
        : `its sign-in, with ${plural(secrets, 'secret')} from the vault`,
      'the numbers and the document read from it',
    ],
    kept: 'Nothing changes in the product itself. The API account there stays until somebody removes it.',
    keep: 'Cancel',
    busy: 'Removing…',
  },
  form: {
    addLead: 'Nothing is stored until you add it.',
    editTitle: (name: string) => `Edit ${name}`,
    editLead: 'Nothing changes until you save.',
    gone: 'Back to the tenants',
    cancel: 'Cancel',
    awaited: 'the tenant',
    awaitedProducts: 'the list of products',
    product: 'Which product',
    address: 'Address',
    signIn: 'Sign-in',
    name: 'Name and environment',
    chooseFirst: 'Choose the product first.',
    usualAddress: 'Paste any address of it, for example from your browser',
    readAs: 'Read as',
    leftOut: 'Left out',
    schemeAdded: 'https:// was added.',
    others: 'If nothing answers there, these are tried',
    answersAt: 'It answered at',
    method: 'Way of signing in',
    trust: 'Who may have signed its certificate',
    trustKinds: { system: 'The system’s list', alsoMine: 'Also mine', onlyMine: 'Only mine' },
    trustHints: {
      system: 'The authorities this computer trusts.',
      alsoMine: 'The system’s list, and the certificates below.',
      onlyMine: 'Nobody but the certificates below. The strictest choice.',
    },
    pem: 'Certificates, as PEM text',
    pemHint: 'One or more blocks that begin with -----BEGIN CERTIFICATE-----.',
    tenantName: 'Name',
    nameHint: 'What you and your colleagues call it.',
    environment: 'Environment',
    environmentHints: {
      production: 'People depend on it. It is marked on every screen.',
      test: 'Nobody depends on it.',
      demo: 'Simulated by Keydesk on this computer.',
    } satisfies Record<Environment, string>,
    optional: 'May be left empty.',
    add: (name: string) => (name.trim() === '' ? 'Add the tenant' : `Add ${name.trim()}`),
    addUntested: 'Add without a passed test',
    save: 'Save',
    saveUntested: 'Save without a passed test',
    busy: 'Storing…',
    untestedMeans: 'Keydesk then shows what does not work on the tenant’s card.',
    waits: {
      product: 'Waits for the product.',
      address: 'Waits for an address.',
      signIn: 'Waits for the sign-in.',
      name: 'Waits for a name.',
      test: 'Waits for the test.',
      running: 'Waits for the running test.',
    },
  },
  secret: {
    type: 'Type it in…',
    paste: 'Paste',
    held: (length: number) => `Held, ${plural(length, 'character')}`,
    stored: 'In the vault',
    replace: 'Replace',
    keep: 'Keep the old one',
    waiting: 'Type it in the other window',
    pasting: 'Reading the clipboard',
    hint: 'It goes straight to the core; this page never sees it.',
    emptyClipboard: 'There is no text on the clipboard.',
  },
  test: {
    title: 'Test',
    run: 'Run the test',
    again: 'Test again',
    stop: 'Stop',
    lead: 'Step by step. Nothing is stored.',
    so: (passed: number, all: number, took: number) =>
      `${passed} of ${all} passed, ${duration(took)} so far`,
    passed: (took: number) => `Passed in ${duration(took)}`,
    failed: (passed: number, all: number) => `${passed} of ${all} passed`,
    stopped: 'Stopped',
    changed: 'Something was changed since this test.',
    ready: 'Ready to run',
    label: 'Steps of the test',
    step: (id: StepId) => stepNames[id],
    running: 'running',
    said: (step: TestStep): string => {
      switch (step.state) {
        case 'waiting':
          return stepPlans[step.id]
        case 'running':
          return 'Waiting for the answer'
        case 'passed':
          return step.fact ? factWords(step.fact) : 'As it should be'
        case 'failed':
          return 'Not as it should be'
        case 'skipped':
          return 'Not needed here'
        default: {
          const never: never = step.state
          return never
        }
      }
    },
    states: {
      waiting: 'to come',
      running: 'running',
      passed: 'passed',
      failed: 'failed',
      skipped: 'skipped',
    },
    documentMissing: 'The explorer uses our own document instead; everything else works.',
    copyReport: 'Copy report',
    copied: 'Copied',
  },
} as const

/** A test as lines for a ticket. It holds no secrets, since the page knows none. */
export function reportText(
  address: string,
  steps: readonly TestStep[],
  failures: (step: TestStep) => string,
): string {
  const lines = steps.map((step) => {
    const took = step.tookMs === null ? '' : ` (${duration(step.tookMs)})`
    const said = step.state === 'failed' ? failures(step) : copy.test.said(step)
    return `${copy.test.step(step.id)}: ${copy.test.states[step.state]}${took}. ${said}`
  })
  return [
    `Test of ${address === '' ? 'a tenant' : address}, ${new Date().toISOString()}`,
    ...lines,
  ].join('\n')
}

/** Whether a reading changed what was pasted in a way worth telling. */
export const readingTells = (reading: AddressReading, pasted: string): boolean =>
  reading.leftOut !== null ||
  reading.schemeAdded ||
  reading.others.length > 0 ||
  reading.address !== pasted.trim()
