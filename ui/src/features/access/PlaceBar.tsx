import { Button } from '#components/Button'
import { Working } from '#components/Working'
import type { AccessPlace, AccessSection, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { PickOne } from './PickOne'
import type { useReadHolders } from './queries'

import styles from './Bars.module.css'

type Props = {
  tenant: TenantLine
  section: AccessSection
  place: AccessPlace | undefined
  reading: ReturnType<typeof useReadHolders>
  onPlace: (place: string | undefined) => void
}

/** Chooses the place whose holders are shown, and reads one that was not. */
export function PlaceBar({ tenant, section, place, reading, onPlace }: Props) {
  const one = section.place ?? ''
  const read = section.places.filter(({ state }) => state.kind === 'read').length
  const picks = section.places.map(({ id, name, state }) => ({
    id,
    label: name,
    note: noteOf(state.kind),
  }))
  return (
    <div className={styles.row}>
      <div className={styles.wide}>
        <PickOne
          label={copy.place.label(one)}
          offers={picks}
          value={place?.id}
          onChange={onPlace}
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
