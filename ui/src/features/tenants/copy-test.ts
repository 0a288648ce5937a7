import type { CertificateView, StepFact, StepId, TestStep, TokenLife } from '#ipc/bindings'
import { calendarDay, count, duration, plural } from '#lib/format'
import { viaWords } from '#lib/via-words'

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

/** How far the clocks are apart; a second or two is nobody's fault. */
const clockWords = (seconds: number): string => {
  if (Math.abs(seconds) < 2) return 'Both clocks agree'
  const apart = duration(Math.abs(seconds) * 1000)
  return `This computer is ${apart} ${seconds > 0 ? 'ahead' : 'behind'}, which is no trouble`
}

const certificateLine = ({ issuer, until }: CertificateView): string =>
  until === null ? `Signed by ${issuer}` : `Signed by ${issuer}, good until ${calendarDay(until)}`

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

const factWords = (fact: StepFact): string => {
  switch (fact.kind) {
    case 'address':
      return fact.address
    case 'way':
      return capital(viaWords(fact))
    case 'certificate':
      return certificateLine(fact.certificate)
    case 'clock':
      return clockWords(fact.seconds)
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
  name: 'Name of the host',
  connection: 'Connection',
  certificate: 'Certificate',
  clock: 'Clock',
  product: 'Right product',
  signIn: 'Sign-in',
  firstRead: 'First harmless read',
  document: 'Its OpenAPI document',
  signOut: 'Sign-out',
}

const stepPlans: Readonly<Record<StepId, string>> = {
  address: 'Read as this product writes its addresses',
  name: 'The name leads to a machine',
  connection: 'Something answers there, and by which way',
  certificate: 'Who signed for it, and until when',
  clock: 'Its time and ours, since sign-ins carry the time',
  product: 'It is what you say it is',
  signIn: 'With what you entered',
  firstRead: 'One number, nothing is changed',
  document: 'The list of what it can do',
  signOut: 'The token must not stay behind',
}

/** Every sentence of a test and of a check. */
export const testCopy = {
  title: 'Test',
  checkOf: (name: string, address: string) => `Check of ${name}, ${address}`,
  testOf: (address: string) => `Test of ${address === '' ? 'a tenant' : address}`,
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
  details: 'Details of the certificate',
} as const

/** What the check of a tenant that was added says beside its steps. */
export const checkCopy = {
  title: 'Check the connection',
  of: (name: string) => `Check the connection to ${name}`,
  run: 'Check the connection',
  again: 'Check again',
  steps: 'The way to the tenant',
  lead: 'Walks the way to the tenant with what is stored, and stops at the first thing that is wrong. It signs in once; nothing is changed.',
  well: (tookMs: number) => `Everything is as it should be, ${duration(tookMs)} in all`,
  first: (step: StepId) => `The first thing that is wrong: ${stepNames[step].toLowerCase()}`,
  notBegun: 'The check could not be begun',
  gone: 'This tenant is not there any more.',
} as const

/** A test as lines for a ticket. It holds no secrets, since the page knows none. */
export function reportText(
  what: string,
  steps: readonly TestStep[],
  failures: (step: TestStep) => string,
): string {
  const lines = steps.map((step) => {
    const took = step.tookMs === null ? '' : ` (${duration(step.tookMs)})`
    const said = step.state === 'failed' ? failures(step) : testCopy.said(step)
    return `${testCopy.step(step.id)}: ${testCopy.states[step.state]}${took}. ${said}`
  })
  return [`${what}, ${new Date().toISOString()}`, ...lines].join('\n')
}
