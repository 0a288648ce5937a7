import { useState } from 'react'

import { Button } from '#components/Button'
import { PickField } from '#components/PickField'
import { Working } from '#components/Working'
import type { AccessPlace, AccessSection, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import type { useReadHolders } from './queries'

import styles from './Bars.module.css'

/** So many fit a list that opens; letters find the others. */
const OFFERED = 50

type Props = {
  tenant: TenantLine
  section: AccessSection
  place: AccessPlace | undefined
  reading: ReturnType<typeof useReadHolders>
  onPlace: (place: string | undefined) => void
}

/** Chooses the place whose holders are shown, and reads one that was not. */
export function PlaceBar({ tenant, section, place, reading, onPlace }: Props) {
  const [typed, setTyped] = useState('')
  const one = section.place ?? ''
  const read = section.places.filter(({ state }) => state.kind === 'read').length
  const wanted = typed.trim().toLowerCase()
  const picks = section.places.map(({ id, name, state }) => ({
    id,
    label: name,
    note: noteOf(state.kind),
  }))
  return (
    <div className={styles.row}>
      <div className={styles.wide}>
        <PickField
          label={copy.place.label(one)}
          picked={picks.filter(({ id }) => id === place?.id)}
          onPick={([pick]) => onPlace(pick?.id)}
          choices={picks
            .filter(({ label }) => label.toLowerCase().includes(wanted))
            .slice(0, OFFERED)}
          onType={setTyped}
          onBegin={() => setTyped('')}
          nothing={copy.place.none}
          hint={copy.place.hint(read, section.places.length)}
        />
      </div>
      {place ? (
        <>
          {place.state.kind === 'notLoaded' &&
            (reading.running ? (
              <Working word={copy.reading} />
            ) : (
              <Button onPress={() => reading.begin(place.id)}>{copy.place.read(one)}</Button>
            ))}
          {place.state.kind === 'missing' && (
            <p className="small">
              {place.state.why.kind === 'failed'
                ? failureLine(place.state.why.error, { tenant: tenant.name })
                : place.state.why.kind === 'notAllowed'
                  ? copy.state.notAllowed(place.state.why.needs)
                  : copy.state.notSupported}
            </p>
          )}
          <Button kind="plain" onPress={() => onPlace(undefined)}>
            {copy.place.all}
          </Button>
        </>
      ) : (
        <p className="quiet small">{copy.place.all}</p>
      )}
    </div>
  )
}

const noteOf = (kind: AccessPlace['state']['kind']): string => copy.place.states[kind]
