import { FileText } from 'lucide-react'
import { Button } from 'react-aria-components'

import { Dialog } from '#components/Dialog'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { DocumentLine } from '#ipc/bindings'

import { originWords } from './copy'
import { copy } from './copy-document'
import { useTenants } from './queries'

import styles from './DocumentMenu.module.css'

type Props = {
  line: DocumentLine
  documents: readonly DocumentLine[]
  onChoose: (older: string) => void
  onClose: () => void
}

/** Asks which document is the older one. */
export function CompareDialog({ line, documents, onChoose, onClose }: Props) {
  const tenants = useTenants().data ?? []
  const others = documents.filter(({ id }) => id !== line.id)
  return (
    <Dialog title={copy.compareTitle(line.title)} onClose={onClose}>
      <p>{others.length === 0 ? copy.compareNone : copy.compareLead}</p>
      <ul className={styles.others}>
        {others.map((other) => {
          const tenant = tenants.find(({ id }) => id === other.tenant)
          return (
            <li key={other.id}>
              <Button className={styles.other ?? ''} onPress={() => onChoose(other.id)}>
                {tenant ? <Mark mark={tenant.mark} size="small" /> : <Icon of={FileText} />}
                <span className={styles.words}>
                  <span className="clip">
                    {other.title} <span className="quiet num">{other.version}</span>
                  </span>
                  <span className="quiet small clip">{originWords(other, tenant?.name)}</span>
                </span>
              </Button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
