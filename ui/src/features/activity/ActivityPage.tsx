import { useNavigate } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { useMinute } from '#lib/now'

import { ChainPanel } from './ChainPanel'
import { copy } from './copy'
import { EntriesPanel } from './EntriesPanel'
import { EntryPanel } from './EntryPanel'
import { Filters } from './Filters'
import { filterOf, narrowed } from './model'
import { useTenants } from './queries'
import { activitySearch } from './search'
import { useActivityPlace } from './use-activity-place'

import styles from './ActivityPage.module.css'

/** What was done, by whom and for which ticket, and that nobody has altered it since. */
export function ActivityPage() {
  const [place, go] = useActivityPlace()
  const tenants = useTenants().data ?? []
  const minute = useMinute()
  const filter = useMemo(() => filterOf(place, new Date(minute)), [place, minute])
  return (
    <main className={styles.page} data-region="page">
      <div className={styles.left}>
        <Filters place={place} filter={filter} tenants={tenants} onChange={go} />
        <div className={styles.entries}>
          <EntriesPanel
            filter={filter}
            tenants={tenants}
            open={place.entry}
            onOpen={({ number }) =>
              go({ entry: number }, place.entry === undefined ? undefined : 'replace')
            }
            empty={<Nothing narrow={narrowed(place)} />}
          />
        </div>
        <ChainPanel />
      </div>
      {place.entry !== undefined && (
        <EntryPanel
          key={place.entry}
          number={place.entry}
          tenants={tenants}
          onClose={() => go({ entry: undefined })}
          onOpen={(entry) => go({ entry })}
          onTicket={(ticket) => go({ ticket, words: undefined })}
        />
      )}
    </main>
  )
}

/** Nothing was written down yet, or nothing of it fits. */
function Nothing({ narrow }: { narrow: boolean }) {
  const navigate = useNavigate()
  const words = narrow ? copy.none : copy.empty
  return (
    <Empty
      icon={History}
      title={words.title}
      actions={
        <Button
          kind="primary"
          onPress={() =>
            void (narrow
              ? navigate({ to: '/activity', search: activitySearch({}) })
              : navigate({ to: '/explorer' }))
          }
        >
          {words.button}
        </Button>
      }
    >
      {words.text}
    </Empty>
  )
}
