import { X } from 'lucide-react'

import { IconButton } from '#components/IconButton'
import { Notice } from '#components/Notice'
import type { AppError } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy-document'

import styles from './ActionNotice.module.css'

type Props = { error: AppError; tenant: string | undefined; onClose: () => void }

/** Why something could not be done, over the page that is still there. */
export function ActionNotice({ error, tenant, onClose }: Props) {
  const words = failureWords(error, { tenant })
  if (!words) return null
  return (
    <div className={styles.band}>
      <Notice tone={words.tone === 'neutral' ? 'neutral' : words.tone}>
        <p>
          <span className="strong">{words.title}.</span> {words.cause}{' '}
          {words.facts.length > 0 && (
            <span className="num">
              ({words.facts.map(([name, value]) => `${name.toLowerCase()} ${value}`).join(', ')})
            </span>
          )}
        </p>
        {words.steps[0] && <p>{words.steps[0]}</p>}
      </Notice>
      <IconButton label={copy.dismiss} icon={X} size="small" onPress={onClose} />
    </div>
  )
}
