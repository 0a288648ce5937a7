import {
  CircleCheck,
  CircleDashed,
  CircleStop,
  CircleX,
  ClipboardCopy,
  LoaderCircle,
  type LucideIcon,
  Play,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'

import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import type { StepState, TestStep } from '#ipc/bindings'
import { copyText } from '#lib/clipboard'
import { failureLine, failureWords } from '#lib/failure-words'
import { duration } from '#lib/format'

import { copy, reportText } from './copy'
import { progress, type Trial } from './trial'

import styles from './TestPanel.module.css'

const icons: Readonly<Record<StepState, LucideIcon>> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  passed: CircleCheck,
  failed: CircleX,
  skipped: CircleDashed,
}

type Props = {
  trial: Trial
  /** Whether what was tested has been changed since. */
  old: boolean
  address: string
  tenant: string | undefined
  /** How the vendor counts sessions and tokens. */
  note: string | null
  /** Why it cannot run yet. */
  unavailable: string | undefined
  onRun: () => void
  onStop: () => void
  /** What stands below the steps: how the form is sent. */
  foot: ReactNode
}

/** The test beside the form, step by step as it happens. */
export function TestPanel(props: Props) {
  const { trial, old, address, tenant, note, unavailable, onRun, onStop, foot } = props
  const { passed, all } = progress(trial.steps)
  return (
    <aside className={styles.panel} aria-labelledby="test-title" data-region="test">
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id="test-title">{copy.test.title}</h2>
          <p className="quiet small" role="status">
            {old ? copy.test.changed : lead(trial)}
          </p>
        </div>
        {trial.state === 'running' ? (
          <Button size="small" icon={CircleStop} onPress={onStop}>
            {copy.test.stop}
          </Button>
        ) : (
          <Button size="small" icon={Play} unavailable={unavailable} onPress={onRun}>
            {trial.state === 'none' ? copy.test.run : copy.test.again}
          </Button>
        )}
      </header>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={copy.test.title}
        aria-valuenow={passed}
        aria-valuemin={0}
        aria-valuemax={all}
      >
        <i style={{ inlineSize: `${(passed / Math.max(1, all)) * 100}%` }} />
      </div>
      <div className={styles.scroller} tabIndex={0} role="group" aria-label={copy.test.label}>
        <ol className={styles.steps} aria-label={copy.test.label}>
          {trial.steps.map((step) => (
            <Step
              key={step.id}
              step={step}
              tenant={tenant}
              passedAll={trial.state === 'ended' && trial.report.passed}
            />
          ))}
        </ol>
        {trial.state === 'refused' && <Refused trial={trial} tenant={tenant} />}
        {note && (
          <div className={styles.note}>
            <Notice>{note}</Notice>
          </div>
        )}
      </div>
      <footer className={styles.foot}>
        <div className={styles.report}>
          {trial.state !== 'none' && trial.state !== 'running' && (
            <CopyReport address={address} steps={trial.steps} tenant={tenant} />
          )}
        </div>
        <div className={styles.send}>{foot}</div>
      </footer>
    </aside>
  )
}

function lead(trial: Trial): string {
  const { passed, all, tookMs } = progress(trial.steps)
  switch (trial.state) {
    case 'none':
      return copy.test.lead
    case 'running':
      return copy.test.so(passed, all, tookMs)
    case 'stopped':
      return copy.test.stopped
    case 'refused':
      return copy.test.failed(passed, all)
    case 'ended':
      return trial.report.passed ? copy.test.passed(tookMs) : copy.test.failed(passed, all)
    default: {
      const never: never = trial
      return never
    }
  }
}

function Step({
  step,
  tenant,
  passedAll,
}: {
  step: TestStep
  tenant: string | undefined
  passedAll: boolean
}) {
  const words = step.failure && failureWords(step.failure, { tenant })
  // Its own document is a comfort: without it ours is used, and the test has still passed.
  const harmless = step.state === 'failed' && passedAll
  return (
    <li className={styles.step} data-state={step.state} data-harmless={harmless || undefined}>
      <span className={styles.icon}>
        <Icon of={icons[step.state]} size="large" />
      </span>
      <div className={styles.words}>
        <p className={styles.name}>
          {copy.test.step(step.id)}
          <span className="hidden">, {copy.test.states[step.state]}</span>
        </p>
        <p className={styles.said}>{words ? words.title : copy.test.said(step)}</p>
      </div>
      <span className={styles.took}>{step.tookMs === null ? '' : duration(step.tookMs)}</span>
      {words && (
        <div className={styles.failure}>
          {harmless ? (
            <p className="quiet small">{copy.test.documentMissing}</p>
          ) : (
            <ErrorCard words={words} />
          )}
        </div>
      )}
    </li>
  )
}

function Refused({
  trial,
  tenant,
}: {
  trial: Extract<Trial, { state: 'refused' }>
  tenant: string | undefined
}) {
  const words = failureWords(trial.error, { tenant })
  if (!words) return null
  return (
    <div className={styles.note}>
      <ErrorCard words={words} />
    </div>
  )
}

function CopyReport({
  address,
  steps,
  tenant,
}: {
  address: string
  steps: readonly TestStep[]
  tenant: string | undefined
}) {
  const [copied, setCopied] = useState(false)
  const run = async () => {
    const text = reportText(address, steps, ({ failure }) =>
      failure ? failureLine(failure, { tenant }) : '',
    )
    setCopied(await copyText(text))
  }
  return (
    <Button kind="plain" icon={ClipboardCopy} onPress={() => void run()}>
      {copied ? copy.test.copied : copy.test.copyReport}
    </Button>
  )
}
