import { Dialog } from '#components/Dialog'

import { copy } from './copy'
import { usePlatform } from './queries'
import { cap, shortcuts } from './shortcuts'

import styles from './Shortcuts.module.css'

/** The keys that work everywhere. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const platform = usePlatform()
  return (
    <Dialog title={copy.shortcuts} onClose={onClose}>
      <dl className={styles.list}>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.id}>
            <dt>{shortcut.words}</dt>
            <dd>
              <kbd>{cap(shortcut.key, platform, 'shift' in shortcut)}</kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>{copy.nextRegion}</dt>
          <dd>
            <kbd>F6</kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  )
}
