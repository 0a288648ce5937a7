import { useState } from 'react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { noticeWords } from '#lib/notice-words'

import { copy } from './copy'
import { useStatus } from './queries'

import styles from './VaultBand.module.css'

/** What happened at the start that a person should know, until they have read it. */
export function StartNotices() {
  const notices = useStatus().data?.notices ?? []
  const [read, setRead] = useState(false)
  if (read || notices.length === 0) return null
  return (
    <div className={styles.band} role="region" aria-label={copy.startNotices}>
      <Notice tone="warn">
        <div className={styles.row}>
          <div className={styles.words}>
            {notices.map((notice) => (
              <p key={JSON.stringify(notice)}>{noticeWords(notice)}</p>
            ))}
          </div>
          <Button size="small" onPress={() => setRead(true)}>
            {copy.understood}
          </Button>
        </div>
      </Notice>
    </div>
  )
}
