import { CopyButton } from '#components/CopyButton'

import { copy } from './copy'

import styles from './Bars.module.css'

/** Where a person gives and takes permissions in the console: the page by its name, and its address. */
export function ConsolePage({ page, address }: { page: string; address: string | null }) {
  return (
    <p className={styles.page}>
      <span className="quiet">{copy.page}</span>
      <span>{page}</span>
      <CopyButton label={copy.copyPage} text={page} />
      {address !== null && (
        <>
          <code className="clip">{address}</code>
          <CopyButton label={copy.copyAddress} text={address} />
        </>
      )}
    </p>
  )
}
