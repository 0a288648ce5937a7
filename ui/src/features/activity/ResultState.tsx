import { Check, CircleQuestionMark, type LucideIcon, Minus, TriangleAlert, X } from 'lucide-react'

import { State } from '#components/State'
import type { AuditResult } from '#ipc/bindings'

import { copy, resultWords } from './copy'

/** How something ended. */
export function ResultState({ result }: { result: AuditResult | null }) {
  const { word, tone } = resultWords(result)
  const icon: LucideIcon =
    result === null
      ? Minus
      : result.kind === 'unknown'
        ? CircleQuestionMark
        : tone === 'ok'
          ? Check
          : tone === 'warn'
            ? TriangleAlert
            : X
  return (
    <State icon={icon} tone={tone}>
      {result === null ? <span className="hidden">{copy.noResult}</span> : word}
    </State>
  )
}
