import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'

import { copy } from './copy'

import styles from './TreeOverlay.module.css'

/** The list of operations over the page, where the window has no room beside it. */
export function TreeOverlay({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <ModalOverlay
      className={styles.scrim ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles.pane ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={copy.operationsButton}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
