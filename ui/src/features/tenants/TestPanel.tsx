import { CircleStop, Play } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#components/Button'
import { ErrorCard } from '#components/ErrorCard'
import { Notice } from '#components/Notice'
import { failureWords } from '#lib/failure-words'

import { testCopy } from './copy-test'
import { CopyReport } from './CopyReport'
import { TestSteps } from './TestSteps'
import { progress, type Trial } from './trial'

import styles from './TestPanel.module.css'

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
          <h2 id="test-title">{testCopy.title}</h2>
          <p className="quiet small" role="status">
            {old ? testCopy.changed : lead(trial)}
          </p>
        </div>
        {trial.state === 'running' ? (
          <Button size="small" icon={CircleStop} onPress={onStop}>
            {testCopy.stop}
          </Button>
        ) : (
          <Button size="small" icon={Play} unavailable={unavailable} onPress={onRun}>
            {trial.state === 'none' ? testCopy.run : testCopy.again}
          </Button>
        )}
      </header>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={testCopy.title}
        aria-valuenow={passed}
        aria-valuemin={0}
        aria-valuemax={all}
      >
        <i style={{ inlineSize: `${(passed / Math.max(1, all)) * 100}%` }} />
      </div>
      <div className={styles.scroller} tabIndex={0} role="group" aria-label={testCopy.label}>
        <TestSteps
          steps={trial.steps}
          tenant={tenant}
          passed={trial.state === 'ended' && trial.report.passed}
        />
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
            <CopyReport what={testCopy.testOf(address)} steps={trial.steps} tenant={tenant} />
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
      return testCopy.lead
    case 'running':
      return testCopy.so(passed, all, tookMs)
    case 'stopped':
      return testCopy.stopped
    case 'refused':
      return testCopy.failed(passed, all)
    case 'ended':
      return trial.report.passed ? testCopy.passed(tookMs) : testCopy.failed(passed, all)
    default: {
      const never: never = trial
      return never
    }
  }
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
