import type { ReactNode } from 'react'

import { Bone, Skeleton } from '#components/Skeleton'

import { copy } from './copy'

import styles from './OperationsPane.module.css'

type Props = { menu: ReactNode; title: string; failed: boolean }

/** The list of operations while its document is being read, or when it could not be. */
export function DocumentWaiting({ menu, title, failed }: Props) {
  return (
    <section className={styles.pane} aria-label={copy.operationsButton} data-region="list">
      <div className={styles.head}>{menu}</div>
      {!failed && (
        <div className={styles.bones}>
          <Skeleton awaited={copy.awaitedDocument(title)}>
            <Bone height={28} />
            <Bone height={48} />
            {[150, 110, 170, 130, 90, 160, 120].map((width) => (
              <Bone key={width} width={width} height={12} />
            ))}
          </Skeleton>
        </div>
      )}
    </section>
  )
}
