import { ExternalLink, KeyRound, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'

import type { TalkDeed, turnOf } from '#lib/session'
import { signInWords as words } from '#lib/sign-in-words'

import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { Icon } from './Icon'

import styles from './SignInTalk.module.css'

type Turn = NonNullable<ReturnType<typeof turnOf>>

type Props = {
  /** The tenant's name. */
  name: string
  turn: Turn
  /** Why the last thing that was done here did not work. */
  problem: string | undefined
  onDeed: (deed: TalkDeed) => void
}

/** A sign-in that waits for a person: what it asks, whole, and what one can do. */
export function SignInTalk({ name, turn, problem, onDeed }: Props) {
  return (
    <section className={styles.talk} aria-label={words.title(name)}>
      <div className={styles.body} role="status">
        <Asked turn={turn} onDeed={onDeed} />
      </div>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.foot}>
        <Button kind="plain" size="small" onPress={() => onDeed({ kind: 'cancel' })}>
          {words.cancel}
        </Button>
      </div>
    </section>
  )
}

function Asked({ turn, onDeed }: Pick<Props, 'turn' | 'onDeed'>) {
  const onOpen = () => onDeed({ kind: 'open' })
  switch (turn.kind) {
    case 'asked':
      return (
        <>
          <Quote sentence={turn.sentence} />
          {turn.open !== null && (
            <Opening label={words.found} address={turn.open} onOpen={onOpen} primary={false} />
          )}
          {turn.wants === 'choice' ? (
            <div className={styles.buttons} role="group" aria-label={words.choose}>
              {turn.choices.map(({ id, label }) => (
                <Button
                  key={id}
                  size="small"
                  onPress={() => onDeed({ kind: 'choose', choice: id })}
                >
                  {label}
                </Button>
              ))}
            </div>
          ) : (
            <div className={styles.buttons}>
              <Button
                kind="primary"
                size="small"
                icon={KeyRound}
                onPress={() => onDeed({ kind: 'answer' })}
              >
                {words.answer}
              </Button>
              <span className={styles.hint}>{words.answerHint}</span>
            </div>
          )}
        </>
      )
    case 'opened':
      return (
        <>
          {turn.code !== null && (
            <div className={styles.code}>
              <span className={styles.label}>{words.code}</span>
              <output>{turn.code}</output>
              <CopyButton label={words.copyCode} text={turn.code} />
              <span className={styles.hint}>
                {words.codeHint} {turn.lastsMs !== null && `${words.lasts(turn.lastsMs)}.`}
              </span>
            </div>
          )}
          <Opening label={words.address} address={turn.address} onOpen={onOpen} primary>
            <span className={styles.hint}>{words.browser}</span>
          </Opening>
        </>
      )
    case 'approving':
      return (
        <>
          <p className={styles.strong}>
            <Icon of={Smartphone} size="normal" /> {words.approve}
          </p>
          <Quote sentence={turn.sentence} />
          <p className={styles.hint}>{words.approveHint}</p>
        </>
      )
    default: {
      const never: never = turn
      return never
    }
  }
}

/** An address, whole, before anything opens it. */
function Opening({
  label,
  address,
  onOpen,
  primary,
  children,
}: {
  label: string
  address: string
  onOpen: () => void
  primary: boolean
  children?: ReactNode
}) {
  // Who is at its other end is what a person has to judge; the rest is for machines.
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(address)?.[0] ?? ''
  return (
    <div className={styles.opening}>
      <span className={styles.label}>{label}</span>
      <div className={styles.line}>
        <code className={styles.address}>
          <strong>{origin}</strong>
          {address.slice(origin.length)}
        </code>
        <CopyButton label={words.copyAddress} text={address} />
      </div>
      <div className={styles.buttons}>
        <Button
          {...(primary ? { kind: 'primary' } : {})}
          size="small"
          icon={ExternalLink}
          onPress={onOpen}
        >
          {words.open}
        </Button>
        {children}
      </div>
    </div>
  )
}

/** A vendor's own sentence, marked as not ours. */
function Quote({ sentence }: { sentence: string | null }) {
  if (sentence === null) return null
  return (
    <figure className={styles.quote}>
      <figcaption className={styles.label}>{words.quoted}</figcaption>
      <blockquote>{sentence}</blockquote>
    </figure>
  )
}
