import { Link } from '@tanstack/react-router'

import { copy } from '../copy-answer'

import styles from './AnswerTabs.module.css'

/** Where the body of an answer of the past would stand, had it been kept. */
export function NotKept() {
  return (
    <div className={styles.notKept}>
      <h3 className="strong">{copy.notKept.title}</h3>
      <p className="second">{copy.notKept.text}</p>
      <Link to="/settings">{copy.notKept.link}</Link>
    </div>
  )
}
