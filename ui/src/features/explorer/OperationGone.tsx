import { FileX } from 'lucide-react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'

import { copy } from './copy-document'
import { keyParts } from './open-tabs'
import type { OpenTabsDesk } from './use-open-tabs'
import { useGo } from './use-place'

import styles from './OperationPage.module.css'

/** A link, a tab or a figure led to an operation that the document does not have. */
export function OperationGone({ operation, tabs }: { operation: string; tabs: OpenTabsDesk }) {
  const go = useGo()
  const { path } = keyParts(operation)
  const { current } = tabs
  return (
    <div className={styles.alone}>
      <Empty
        icon={FileX}
        title={copy.goneOperation.title}
        actions={
          <>
            <Button
              kind="primary"
              onPress={() => go({ operation: undefined, words: `path:${path}` })}
            >
              {copy.goneOperation.search(path)}
            </Button>
            <Button onPress={() => go({ operation: undefined })}>{copy.goneOperation.front}</Button>
            {current && (
              <Button onPress={() => tabs.close(current)}>{copy.goneOperation.close}</Button>
            )}
          </>
        }
      >
        <code>{operation}</code> {copy.goneOperation.text}
      </Empty>
    </div>
  )
}
