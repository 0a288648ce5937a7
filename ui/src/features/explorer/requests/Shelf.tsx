import { GitCompareArrows, Trash2, X } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Count } from '#components/Count'
import { IconButton } from '#components/IconButton'
import { Notice } from '#components/Notice'
import { SearchField } from '#components/SearchField'
import { SelectField } from '#components/SelectField'
import type { ExchangeLine, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from '../copy-requests'
import { useNewest } from '../queries-history'
import { useLater } from '../use-later'
import { useOpenEntry } from '../use-open-entry'
import { ClearDialog } from './ClearDialog'
import { HistoryList } from './HistoryList'
import { useRequestsPlace } from './use-requests-place'

import styles from './Shelf.module.css'

/** Stands for every tenant in the list of them. */
const EVERYONE = '\nall'

type Props = { tenants: readonly TenantLine[]; onOpened: () => void }

/** Everything that was sent: found by words, opened again, compared, forgotten. */
export function Shelf({ tenants, onOpened }: Props) {
  const [place, go] = useRequestsPlace()
  const [words, setWords] = useState(place.words ?? '')
  const [chosen, setChosen] = useState<readonly ExchangeLine[] | null>(null)
  const [clearing, setClearing] = useState(false)
  const entry = useOpenEntry()
  const filter = {
    words: useLater(words.trim()),
    tenant: place.of ?? null,
    operation: null,
  }
  const all = useNewest({ ...filter, words: '' }, 1).data?.total ?? 0
  const choose = (line: ExchangeLine) =>
    setChosen((old) => {
      if (old === null) return old
      return old.some(({ id }) => id === line.id)
        ? old.filter(({ id }) => id !== line.id)
        : [...old, line].slice(-2)
    })
  const [first, second] = chosen ?? []
  return (
    <section className={styles.shelf} aria-label={copy.shelf} data-region="sent">
      <div className={styles.head}>
        <h2 className={styles.title}>{copy.shelf}</h2>
        <Count value={all} />
        <span className="push" />
        <IconButton
          label={copy.compare.choose}
          icon={GitCompareArrows}
          size="small"
          pressed={chosen !== null}
          onPress={() => setChosen(chosen === null ? [] : null)}
        />
        {all > 0 && (
          <IconButton
            label={copy.clear.button}
            icon={Trash2}
            size="small"
            onPress={() => setClearing(true)}
          />
        )}
      </div>
      <div className={styles.find}>
        <SearchField
          label={copy.find}
          placeholder={copy.findHint}
          value={words}
          onChange={(typed) => {
            setWords(typed)
            go({ words: typed }, 'replace')
          }}
          small
        />
        <SelectField
          label={copy.whose}
          labelHidden
          options={[
            { id: EVERYONE, label: copy.everyone },
            ...tenants.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={place.of ?? EVERYONE}
          onChange={(of) => go({ of: of === EVERYONE ? undefined : of }, 'replace')}
        />
      </div>
      {entry.failure && (
        <Notice tone="bad">
          {copy.openFailed} {failureLine(entry.failure)}
        </Notice>
      )}
      <HistoryList
        key={`${filter.words}\n${filter.tenant}`}
        filter={filter}
        tenants={tenants}
        chosen={chosen?.map(({ id }) => id) ?? null}
        onOpen={(line) => {
          onOpened()
          entry.open(line.id)
        }}
        onChoose={choose}
      />
      {chosen !== null && (
        <div className={styles.foot}>
          <span role="status">{copy.compare.chooseHint(chosen.length)}</span>
          <IconButton
            label={copy.compare.stop}
            icon={X}
            size="small"
            onPress={() => setChosen(null)}
          />
          <Button
            size="small"
            kind="primary"
            unavailable={second ? undefined : copy.compare.chooseHint(chosen.length)}
            onPress={() => {
              if (!first || !second) return
              const [older, newer] = first.at <= second.at ? [first, second] : [second, first]
              setChosen(null)
              onOpened()
              go({ older: older.id, newer: newer.id })
            }}
          >
            {copy.compare.run}
          </Button>
        </div>
      )}
      {clearing && (
        <ClearDialog
          tenant={tenants.find(({ id }) => id === place.of)}
          entries={all}
          onClose={() => setClearing(false)}
        />
      )}
    </section>
  )
}
