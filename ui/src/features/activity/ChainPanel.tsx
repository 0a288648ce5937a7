import { Link2, Link2Off } from 'lucide-react'

import { Button } from '#components/Button'
import { State } from '#components/State'
import { failureLine } from '#lib/failure-words'

import { copy, verdictWords } from './copy'
import { useVerify } from './queries'

import styles from './ActivityPage.module.css'

/** Whether every entry is as it was written, when somebody asks. */
export function ChainPanel() {
  const verifying = useVerify()
  const words = verifying.data ? verdictWords(verifying.data) : null
  const failed = verifying.error?.error
  return (
    <footer className={styles.foot}>
      <p role="status" aria-label={copy.chain.label}>
        {verifying.isPending ? (
          <State icon={Link2} tone="quiet">
            {copy.chain.checking}
          </State>
        ) : failed ? (
          <State icon={Link2Off} tone="bad">
            {failureLine(failed)}
          </State>
        ) : words ? (
          <>
            <State icon={words.tone === 'bad' ? Link2Off : Link2} tone={words.tone}>
              {words.word}
            </State>
            <span>{words.sentence}</span>
          </>
        ) : (
          <>
            <State icon={Link2} tone="quiet">
              {copy.chain.unknown}
            </State>
            <span>{copy.chain.secrets}</span>
          </>
        )}
      </p>
      <Button
        size="small"
        unavailable={verifying.isPending ? copy.chain.checking : undefined}
        onPress={() => verifying.mutate()}
      >
        {copy.chain.check}
      </Button>
    </footer>
  )
}
