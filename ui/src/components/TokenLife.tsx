import { CircleX, Hand, Hourglass, LogIn, RefreshCw, TimerReset } from 'lucide-react'

import { countdown } from '#lib/format'
import { useNow } from '#lib/now'
import { lifeAt, type SessionView } from '#lib/session'

import { Icon } from './Icon'
import { Ring } from './Ring'

import styles from './TokenLife.module.css'

/** How long the token still lives. Counts in steps of a second and never says "never". */
export function TokenLife({ session }: { session: SessionView }) {
  const life = lifeAt(session, useNow())
  switch (life.state) {
    case 'counting':
      return (
        <span className={styles.life} data-tone={life.soon ? 'warn' : undefined}>
          <Ring left={life.left} tone={life.soon ? 'warn' : undefined} />
          Token <span className="num">{countdown(life.leftMs)}</span>
        </span>
      )
    case 'working':
      return (
        <span className={styles.life}>
          <Icon of={RefreshCw} size="small" />
          {life.word}
        </span>
      )
    case 'yourTurn':
      return (
        <span className={styles.life} data-tone="accent">
          <Icon of={Hand} size="small" />
          <span className="clip">{life.word}</span>
        </span>
      )
    case 'idle':
      return (
        <span className={styles.life} data-tone={life.until?.soon ? 'warn' : undefined}>
          <Icon of={TimerReset} size="small" />
          {life.until ? (
            <>
              Token <span className="num">{countdown(life.until.leftMs)}</span> idle
            </>
          ) : (
            <>
              Token, <span className="num">{life.minutes}</span> min idle
            </>
          )}
        </span>
      )
    case 'notSaid':
      return (
        <span className={styles.life}>
          <Icon of={Hourglass} size="small" />
          Token, no end given
        </span>
      )
    case 'ended':
      return (
        <span className={styles.life} data-tone="bad">
          <Icon of={CircleX} size="small" />
          Token ended
        </span>
      )
    case 'signedOut':
      return (
        <span className={styles.life}>
          <Icon of={LogIn} size="small" />
          Signed out
        </span>
      )
    default: {
      const never: never = life
      return never
    }
  }
}
