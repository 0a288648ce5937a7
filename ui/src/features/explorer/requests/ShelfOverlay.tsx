import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'

import { copy } from '../copy-requests'

import styles from '../TreeOverlay.module.css'

/** The list of what was sent over the screen, where there is no room beside it. */
export function ShelfOverlay({ onClose, children }: { onClose: () => void; children: ReactNode }) {
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
        <Dialog className={styles.dialog ?? ''} aria-label={copy.shelf}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
