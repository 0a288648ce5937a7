import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

import { IconButton } from './IconButton'

import styles from './Dialog.module.css'

type Props = {
  title: string
  /** Asks for a decision that cannot be left by a click beside it. */
  urgent?: boolean
  onClose: () => void
  foot?: ReactNode
  children: ReactNode
}

/** A question or a list over the screen. Is open as long as it is drawn. */
export function Dialog({ title, urgent = false, onClose, foot, children }: Props) {
  return (
    <ModalOverlay
      className={styles.scrim ?? ''}
      isOpen
      isDismissable={!urgent}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles.modal ?? ''}>
        <AriaDialog className={styles.dialog ?? ''} role={urgent ? 'alertdialog' : 'dialog'}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label="Close" icon={X} onPress={onClose} />
          </header>
          <div className={styles.body}>{children}</div>
          {foot && <footer className={styles.foot}>{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
