import { KeyRound } from 'lucide-react'
import { useState } from 'react'

import { count, plural } from '#lib/format'

import { Button } from './Button'
import { Icon } from './Icon'
import { RevealDialog, type SecretDeed, type Wanted } from './RevealDialog'

import styles from './Secrets.module.css'

/** So many are listed; an answer with more of them is a list of accounts. */
const MOST = 50

const words = {
  region: 'Secrets of the answer',
  lead: (secrets: number) =>
    `${plural(secrets, 'secret')} of this answer ${secrets === 1 ? 'stays' : 'stay'} in the core.`,
  more: (secrets: number) => `${count(secrets)} more are not listed.`,
  whole: 'The whole answer',
  reveal: 'Reveal…',
  copy: 'Copy…',
  done: {
    reveal: 'It is shown in the other window for a few seconds.',
    copy: 'It is on the clipboard, and is taken off it in half a minute.',
  },
  forbidden: (file: string) => `Your company does not allow this, in ${file}.`,
} as const

/** A secret a vendor returned; the value never comes here. */
export type Disclosed = { exchange: string; handle: string; pointer: string; name: string }

type Props = {
  disclosed: readonly Disclosed[]
  /** The file in which the company forbids it, if it does. */
  forbiddenIn: string | undefined
  run: (deed: SecretDeed, wanted: Wanted) => Promise<unknown>
}

/** The secrets of an answer, none of which is here: each can be shown elsewhere, with a reason. */
export function Secrets({ disclosed, forbiddenIn, run }: Props) {
  const [asked, setAsked] = useState<{ secret: Disclosed; deed: SecretDeed } | null>(null)
  const [done, setDone] = useState<SecretDeed | null>(null)
  const forbidden = forbiddenIn === undefined ? undefined : words.forbidden(forbiddenIn)
  return (
    <section className={styles.secrets} aria-label={words.region}>
      <p className={styles.lead}>
        <Icon of={KeyRound} size="small" />
        {words.lead(disclosed.length)}
        <span role="status">{done === null ? '' : words.done[done]}</span>
      </p>
      <ul className={styles.list}>
        {disclosed.slice(0, MOST).map((secret) => {
          const ask = (deed: SecretDeed) => {
            setDone(null)
            setAsked({ secret, deed })
          }
          return (
            <li key={`${secret.exchange} ${secret.handle}`} className={styles.one}>
              <code className={styles.mark} title={secret.pointer}>
                {nameOf(secret)}
              </code>
              <Button
                kind="plain"
                size="small"
                unavailable={forbidden}
                onPress={() => ask('reveal')}
              >
                {words.reveal}
                <span className="hidden"> {nameOf(secret)}</span>
              </Button>
              <Button kind="plain" size="small" unavailable={forbidden} onPress={() => ask('copy')}>
                {words.copy}
                <span className="hidden"> {nameOf(secret)}</span>
              </Button>
            </li>
          )
        })}
      </ul>
      {disclosed.length > MOST && (
        <p className={styles.lead}>{words.more(disclosed.length - MOST)}</p>
      )}
      {asked && (
        <RevealDialog
          exchange={asked.secret.exchange}
          handle={asked.secret.handle}
          name={nameOf(asked.secret)}
          deed={asked.deed}
          run={run}
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

const nameOf = ({ name }: Disclosed): string => (name === '' ? words.whole : name)
