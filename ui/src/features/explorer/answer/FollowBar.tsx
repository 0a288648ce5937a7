import { CopyCheck, Files, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import type { FollowedView } from '#ipc/bindings'

import { copy } from '../copy-answer'

import field from '#components/Field.module.css'
import styles from './FollowBar.module.css'

type Props = {
  followed: FollowedView | null
  morePages: boolean
  onFollow: (pages: number) => void
}

const USUAL = 20

/** What became of an answer's pages, and how to follow them to the end. */
export function FollowBar({ followed, morePages, onFollow }: Props) {
  const [most, setMost] = useState(String(USUAL))
  if (!followed && !morePages) return null
  const pages = Number(most)
  const wrong = !Number.isInteger(pages) || pages < 1
  const whole = followed?.ended === 'last'
  return (
    <div className={styles.bar} role="group" aria-label={copy.follow.button}>
      {followed ? (
        <p className={styles.words} data-whole={whole || undefined}>
          <Icon of={whole ? CopyCheck : TriangleAlert} size="small" />
          <span>
            {copy.followed(followed)}
            {followed.putBack.length > 0 && ` ${copy.putBack(followed.putBack)}`}
          </span>
        </p>
      ) : (
        <p className={styles.words}>{copy.follow.more}</p>
      )}
      {(morePages || (followed && !whole)) && (
        <span className={styles.ask}>
          <TextField
            className={styles.most ?? ''}
            value={most}
            onChange={setMost}
            isInvalid={wrong}
            validationBehavior="aria"
          >
            <Label>{copy.follow.pages}</Label>
            <span className={field.input} data-size="small" data-invalid={wrong || undefined}>
              <Input inputMode="numeric" autoComplete="off" />
            </span>
            <span aria-hidden>{copy.follow.pagesUnit}</span>
          </TextField>
          <Button
            size="small"
            icon={Files}
            unavailable={wrong ? copy.follow.wrong : undefined}
            onPress={() => onFollow(pages)}
          >
            {copy.follow.button}
          </Button>
        </span>
      )}
    </div>
  )
}
