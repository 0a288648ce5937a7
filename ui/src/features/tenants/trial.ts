import type { AppError, StepId, TestReport, TestStep } from '#ipc/bindings'

/** The steps of a test, in order. */
const stepOrder: readonly StepId[] = [
  'address',
  'name',
  'connection',
  'certificate',
  'clock',
  'product',
  'signIn',
  'firstRead',
  'document',
  'signOut',
]

const waiting = (id: StepId): TestStep => ({
  id,
  state: 'waiting',
  tookMs: null,
  fact: null,
  failure: null,
})

/** A test of a draft, before, while and after it runs. */
export type Trial =
  | { state: 'none'; steps: readonly TestStep[] }
  | {
      state: 'running'
      steps: readonly TestStep[]
      ticket: string
      about: string
      startedAt: number
    }
  | { state: 'stopped'; steps: readonly TestStep[] }
  | { state: 'refused'; steps: readonly TestStep[]; error: AppError }
  | { state: 'ended'; steps: readonly TestStep[]; about: string; report: TestReport }

export const noTrial: Trial = { state: 'none', steps: stepOrder.map(waiting) }

/** The steps after one of them was told. */
export const withStep = (steps: readonly TestStep[], told: TestStep): TestStep[] =>
  steps.map((step) => (step.id === told.id ? told : step))

/** What was running when a test was stopped did not come to an end. */
export const stoppedSteps = (steps: readonly TestStep[]): TestStep[] =>
  steps.map((step) => (step.state === 'running' ? waiting(step.id) : step))

/** The first step that is wrong; a document that is missing is wrong for nobody. */
export const firstWrong = (trial: Trial): TestStep | undefined =>
  trial.state === 'ended' && !trial.report.passed
    ? trial.steps.find(({ state }) => state === 'failed')
    : undefined

/** How many steps there are to pass, and how many have. */
export function progress(steps: readonly TestStep[]): {
  passed: number
  all: number
  tookMs: number
} {
  const counted = steps.filter(({ state }) => state !== 'skipped')
  return {
    passed: counted.filter(({ state }) => state === 'passed').length,
    all: counted.length,
    tookMs: steps.reduce((sum, { tookMs }) => sum + (tookMs ?? 0), 0),
  }
}

/** Whether a draft has passed its test as it is now. */
export const passedFor = (trial: Trial, about: string | null): boolean =>
  trial.state === 'ended' && trial.report.passed && trial.about === about

/** Whether a test was about something that has been changed since. */
export const outOfDate = (trial: Trial, about: string | null): boolean =>
  trial.state === 'ended' && trial.about !== about
