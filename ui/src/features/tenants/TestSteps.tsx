import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'

import { ErrorCard } from '#components/ErrorCard'
import { Icon } from '#components/Icon'
import type { StepState, TestStep } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { duration } from '#lib/format'

import { CertificateFacts } from './CertificateFacts'
import { testCopy } from './copy-test'

import styles from './TestSteps.module.css'

const icons: Readonly<Record<StepState, LucideIcon>> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  passed: CircleCheck,
  failed: CircleX,
  skipped: CircleDashed,
}

/** The steps of a test in order, each with what it found or why it failed. */
export function TestSteps({
  steps,
  tenant,
  passed,
}: {
  steps: readonly TestStep[]
  tenant: string | undefined
  /** Whether the test as a whole has passed. */
  passed: boolean
}) {
  return (
    <ol className={styles.steps} aria-label={testCopy.label}>
      {steps.map((step) => (
        <Step key={step.id} step={step} tenant={tenant} passed={passed} />
      ))}
    </ol>
  )
}

function Step({
  step,
  tenant,
  passed,
}: {
  step: TestStep
  tenant: string | undefined
  passed: boolean
}) {
  const words = step.failure && failureWords(step.failure, { tenant })
  // Its own document is a comfort: without it ours is used, and the test has still passed.
  const harmless = step.state === 'failed' && passed
  return (
    <li className={styles.step} data-state={step.state} data-harmless={harmless || undefined}>
      <span className={styles.icon}>
        <Icon of={icons[step.state]} size="large" />
      </span>
      <div className={styles.words}>
        <p className={styles.name}>
          {testCopy.step(step.id)}
          <span className="hidden">, {testCopy.states[step.state]}</span>
        </p>
        <p className={styles.said}>{words ? words.title : testCopy.said(step)}</p>
      </div>
      <span className={styles.took}>{step.tookMs === null ? '' : duration(step.tookMs)}</span>
      {step.state === 'passed' && step.fact?.kind === 'certificate' && (
        <details className={styles.details}>
          <summary>{testCopy.details}</summary>
          <CertificateFacts certificate={step.fact.certificate} />
        </details>
      )}
      {words && (
        <div className={styles.failure}>
          {harmless ? (
            <p className="quiet small">{testCopy.documentMissing}</p>
          ) : (
            <ErrorCard words={words} />
          )}
        </div>
      )}
    </li>
  )
}
