import { Button } from '#components/Button'
import { FailureNote } from '#components/FailureNote'
import { Notice } from '#components/Notice'
import { StateOfNothing } from '#components/StateOfNothing'
import { Working } from '#components/Working'
import type { AccessPlace, AccessSection, TenantLine } from '#ipc/bindings'

import { ConsolePage } from './ConsolePage'
import { copy } from './copy'
import type { useReadHolders } from './queries'
import { StateWords } from './StateWords'

import styles from './Bars.module.css'

type Props = {
  tenant: TenantLine
  section: AccessSection
  /** The only place that is looked at. */
  place: AccessPlace | undefined
  /** How many holders there are to be seen. */
  shown: number
  reading: ReturnType<typeof useReadHolders>
}

/** What is known of who holds permissions, wherever that is not simply the columns below. */
export function SectionBand({ tenant, section, place, shown, reading }: Props) {
  const { state } = section
  const read = () => reading.begin(null)
  const again = state.kind === 'notReadable' ? undefined : read
  const console = <ConsolePage page={section.page} address={section.address} />
  if (reading.running)
    return (
      <div className={styles.band}>
        <div className={styles.bandLine}>
          <Working word={copy.reading} />
          <Button size="small" kind="plain" onPress={reading.cancel}>
            {copy.cancel}
          </Button>
        </div>
      </div>
    )
  if (reading.failure)
    return (
      <div className={styles.band}>
        <FailureNote
          error={reading.failure}
          tenant={tenant.name}
          tenantId={tenant.id}
          onRetry={read}
        />
      </div>
    )
  if (state.kind !== 'read')
    return (
      <div className={styles.band}>
        <StateWords tenant={tenant} label={section.label} state={state} onRetry={again} />
        {console}
      </div>
    )
  if (shown === 0 && (place === undefined || place.state.kind === 'read'))
    return (
      <div className={styles.band}>
        <div className={styles.bandLine}>
          <StateOfNothing kind="noneFound" />
          <p>{place ? copy.state.nobodyAt(section.place ?? '') : copy.state.none(section.label)}</p>
        </div>
        {console}
      </div>
    )
  if (state.rest > 0)
    return (
      <div className={styles.band}>
        <Notice>{copy.state.rest(state.rest)}</Notice>
      </div>
    )
  return null
}
