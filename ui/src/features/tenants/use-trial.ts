import { useEffect, useRef, useState } from 'react'

import type { AppError, TestReport, TestStep } from '#ipc/bindings'
import { Failure } from '#ipc/errors'

import { stopTest } from './queries'
import { noTrial, stoppedSteps, type Trial, withStep } from './trial'

const errorOf = (thrown: unknown): AppError =>
  thrown instanceof Failure ? thrown.error : { kind: 'bug', reference: 'interface' }

/** Begins a test under a ticket, and tells each step as it goes. */
type Begin = (ticket: string, onStep: (step: TestStep) => void) => Promise<TestReport>

/** Runs tests, one at a time, each about something. Leaving the page stops the one that runs. */
export function useTrial(): [Trial, (about: string, begin: Begin) => Promise<void>, () => void] {
  const [trial, setTrial] = useState<Trial>(noTrial)
  const running = useRef<string | null>(null)

  const stop = () => {
    const ticket = running.current
    // If it cannot be stopped any more, its end is on its way and is shown as it comes.
    if (ticket !== null) void stopTest(ticket).catch(() => undefined)
  }
  useEffect(() => {
    // The test runs in the core, which does not know that the page is gone.
    return () => {
      const ticket = running.current
      if (ticket !== null) void stopTest(ticket).catch(() => undefined)
    }
  }, [])

  const run = async (about: string, begin: Begin) => {
    if (running.current !== null) return
    const ticket = crypto.randomUUID()
    running.current = ticket
    setTrial({ state: 'running', steps: noTrial.steps, ticket, about, startedAt: Date.now() })
    try {
      const report = await begin(ticket, (step) =>
        setTrial((now) =>
          now.state === 'running' && now.ticket === ticket
            ? { ...now, steps: withStep(now.steps, step) }
            : now,
        ),
      )
      // The report has the last word: an item may still be on its way.
      setTrial(({ steps }) => ({
        state: 'ended',
        steps: report.steps.reduce(withStep, [...steps]),
        about,
        report,
      }))
    } catch (thrown) {
      const error = errorOf(thrown)
      setTrial(({ steps }) =>
        error.kind === 'cancelled'
          ? { state: 'stopped', steps: stoppedSteps(steps) }
          : { state: 'refused', steps: stoppedSteps(steps), error },
      )
    } finally {
      running.current = null
    }
  }
  return [trial, run, stop]
}
