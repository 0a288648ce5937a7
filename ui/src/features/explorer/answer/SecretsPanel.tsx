import { KeyRound } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import type { DisclosedView } from '#ipc/bindings'

import { copy } from '../copy-secrets'
import { usePolicy } from '../queries-answer'
import { RevealDialog, type SecretDeed } from './RevealDialog'

import styles from './SecretsPanel.module.css'

/** So many are listed; an answer with more of them is a list of accounts. */
const MOST = 50

type Props = { exchange: string; disclosed: readonly DisclosedView[] }

/** The secrets of an answer, none of which is here: each can be shown elsewhere, with a reason. */
export function SecretsPanel({ exchange, disclosed }: Props) {
  const policy = usePolicy().data
  const [asked, setAsked] = useState<{ secret: DisclosedView; deed: SecretDeed } | null>(null)
  const [done, setDone] = useState<SecretDeed | null>(null)
  const forbidden = policy?.forbidReveal ? copy.forbidden(policy.file) : undefined
  return (
    <section className={styles.secrets} aria-label={copy.region}>
      <p className={styles.lead}>
        <Icon of={KeyRound} size="small" />
        {copy.lead(disclosed.length)}
        <span role="status">
          {done === 'reveal' ? copy.shown : done === 'copy' ? copy.onClipboard : ''}
        </span>
      </p>
      <ul className={styles.list}>
        {disclosed.slice(0, MOST).map((secret) => {
          const ask = (deed: SecretDeed) => {
            setDone(null)
            setAsked({ secret, deed })
          }
          return (
            <li key={secret.handle} className={styles.one}>
              <code className={styles.mark} title={secret.pointer}>
                {nameOf(secret)}
              </code>
              <Button
                kind="plain"
                size="small"
                unavailable={forbidden}
                onPress={() => ask('reveal')}
              >
                {copy.reveal}
                <span className="hidden"> {nameOf(secret)}</span>
              </Button>
              <Button kind="plain" size="small" unavailable={forbidden} onPress={() => ask('copy')}>
                {copy.copy}
                <span className="hidden"> {nameOf(secret)}</span>
              </Button>
            </li>
          )
        })}
      </ul>
      {disclosed.length > MOST && (
        <p className={styles.lead}>{copy.more(disclosed.length - MOST)}</p>
      )}
      {asked && (
        <RevealDialog
          exchange={exchange}
          handle={asked.secret.handle}
          name={nameOf(asked.secret)}
          deed={asked.deed}
          onDone={() => {
            setDone(asked.deed)
            setAsked(null)
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  )
}

const nameOf = ({ name }: DisclosedView): string => (name === '' ? copy.whole : name)
