import { TextField } from '#components/TextField'

import { copy } from '../copy-draft'

import styles from './Extras.module.css'

type Props = { seconds: string; onChange: (seconds: string) => void }

/** The longest a call may take. */
export function TimeLimit({ seconds, onChange }: Props) {
  const typed = seconds.trim().replace(',', '.')
  const wrong = typed !== '' && !(Number(typed) > 0 && Number.isFinite(Number(typed)))
  return (
    <div className={styles.limit}>
      <TextField
        label={copy.seconds}
        value={seconds}
        onChange={onChange}
        hint={copy.secondsHint}
        error={wrong ? copy.secondsWrong : undefined}
      />
    </div>
  )
}
