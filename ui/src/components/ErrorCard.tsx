import {
  Bug,
  Building,
  ClockAlert,
  FileLock,
  FileX,
  Hourglass,
  KeySquare,
  Lock,
  LogIn,
  type LucideIcon,
  RefreshCw,
  Route,
  ShieldBan,
  TextCursorInput,
  Ticket,
  Unplug,
  X,
} from 'lucide-react'
import { type ReactNode, useId } from 'react'

import { type FailureSign, type FailureWords, whoWords } from '#lib/failure-parts'

import { Icon } from './Icon'
import { IconButton } from './IconButton'

import styles from './ErrorCard.module.css'

const icons: Readonly<Record<FailureSign, LucideIcon>> = {
  signIn: LogIn,
  lock: Lock,
  right: ShieldBan,
  unreachable: Unplug,
  proxy: Route,
  certificate: FileLock,
  clock: ClockAlert,
  wait: Hourglass,
  keychain: KeySquare,
  entry: TextCursorInput,
  stale: RefreshCw,
  document: FileX,
  company: Building,
  ticket: Ticket,
  bug: Bug,
}

type Props = {
  words: FailureWords
  /** Where and when it happened. */
  place?: ReactNode
  /** One primary button and others. */
  actions?: ReactNode
  onClose?: () => void
}

/** What happened, the likely cause, what to do next, and the facts to quote. */
export function ErrorCard({ words, place, actions, onClose }: Props) {
  const title = useId()
  return (
    <article className={styles.card} data-tone={words.tone} aria-labelledby={title}>
      <header className={styles.head}>
        <span className={styles.icon}>
          <Icon of={icons[words.sign]} size="large" />
        </span>
        <div className={styles.name}>
          <h2 id={title} tabIndex={-1}>
            {words.title}
          </h2>
          {place && <p className={styles.place}>{place}</p>}
        </div>
        {onClose && <IconButton label="Close" icon={X} onPress={onClose} />}
      </header>
      <div className={styles.body}>
        <p className={styles.cause}>{words.cause}</p>
        {words.steps.length > 0 && (
          <ol className={styles.steps}>
            {words.steps.map((step, index) => (
              <li key={step}>
                <span className={styles.number}>{index + 1}</span>
                {step}
              </li>
            ))}
          </ol>
        )}
        {words.who && (
          <p className={styles.who}>
            Who can do it: <span>{whoWords[words.who]}</span>
          </p>
        )}
        {words.facts.length > 0 && (
          <dl className={styles.facts}>
            {words.facts.map(([name, value]) => (
              <div key={`${name} ${value}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      {actions && <footer className={styles.foot}>{actions}</footer>}
    </article>
  )
}
