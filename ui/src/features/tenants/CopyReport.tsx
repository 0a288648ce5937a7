import { ClipboardCopy } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import type { TestStep } from '#ipc/bindings'
import { copyText } from '#lib/clipboard'
import { failureLine } from '#lib/failure-words'

import { reportText, testCopy } from './copy-test'

/** Copies a test as lines for a ticket. */
export function CopyReport({
  what,
  steps,
  tenant,
}: {
  what: string
  steps: readonly TestStep[]
  tenant: string | undefined
}) {
  const [copied, setCopied] = useState(false)
  const run = async () => {
    const text = reportText(what, steps, ({ failure }) =>
      failure ? failureLine(failure, { tenant }) : '',
    )
    setCopied(await copyText(text))
  }
  return (
    <Button kind="plain" icon={ClipboardCopy} onPress={() => void run()}>
      {copied ? testCopy.copied : testCopy.copyReport}
    </Button>
  )
}
