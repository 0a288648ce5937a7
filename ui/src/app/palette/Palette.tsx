import { Layers, Search } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'

import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'

import { usePaletteHits, useStatus, useTasks, useTenants } from '../queries'
import { copy } from './copy'
import { Hits } from './Hits'
import { type Hit, hitsOf } from './model'
import { Preview } from './Preview'
import { useDeeds } from './use-deeds'

import styles from './Palette.module.css'

/** Screens, tenants, deeds, tasks and operations, by a few letters. Goes there; never sends. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('')
  const [only, setOnly] = useState<string | null>(null)
  const [chosen, setChosen] = useState(0)
  const list = useId()
  const tenants = useTenants().data ?? []
  const lockable = useStatus().data?.vault.kind === 'ready'
  const found = usePaletteHits(words).data ?? []
  const tasks = useTasks().data ?? []
  const perform = useDeeds(tenants.map((tenant) => tenant.id))
  const hits = hitsOf(words, tenants, found, only, lockable, tasks)
  const at = Math.min(chosen, Math.max(0, hits.length - 1))
  const hit = hits[at]
  const narrowed = tenants.find((tenant) => tenant.id === only)

  const run = (wanted: Hit) => {
    onClose()
    perform(wanted.deed)
  }
  const narrow = (step: number) => {
    const ids = [null, ...tenants.map((tenant) => tenant.id)]
    setOnly(ids[(ids.indexOf(only) + step + ids.length) % ids.length] ?? null)
    setChosen(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const to = moves[event.key]
    if (to !== undefined) setChosen(Math.min(hits.length - 1, Math.max(0, to)))
    else if (event.key === 'Tab') narrow(event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' && hit && !event.nativeEvent.isComposing) run(hit)
    else return
    event.preventDefault()
  }

  return (
    <ModalOverlay
      className={styles.scrim ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles.palette ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={copy.name}>
          <div className={styles.ask}>
            <Icon of={Search} size="large" />
            <input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={list}
              aria-label={copy.name}
              aria-autocomplete="list"
              aria-activedescendant={hit ? `${list}-${at}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={copy.placeholder}
              value={words}
              onChange={(event) => {
                setWords(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
            />
            <button type="button" className={styles.narrow} tabIndex={-1} onClick={() => narrow(1)}>
              {narrowed ? (
                <Mark mark={narrowed.mark} size="small" />
              ) : (
                <Icon of={Layers} size="small" />
              )}
              <span className="clip">{narrowed?.name ?? copy.allTenants}</span>
              <kbd>{copy.narrow}</kbd>
            </button>
          </div>
          <p className="hidden" role="status">
            {copy.hits(hits.length)}
          </p>
          <div className={styles.columns}>
            <Hits id={list} hits={hits} at={at} onPoint={setChosen} onRun={run} />
            <Preview
              hit={hit}
              environment={tenants.find((tenant) => tenant.id === hit?.tenant?.id)?.environment}
            />
          </div>
          <footer className={styles.keys}>
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {copy.move}
            </span>
            <span>
              <kbd>↵</kbd> {copy.choose}
            </span>
            <span>
              <kbd>Tab</kbd> {copy.narrowKey}
            </span>
            <span className="push">
              <kbd>Esc</kbd> {copy.close}
            </span>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
