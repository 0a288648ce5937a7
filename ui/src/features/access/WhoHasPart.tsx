import type { TenantLine, WhoHas } from '#ipc/bindings'

import { ConsolePage } from './ConsolePage'
import { copy } from './copy-why'
import { useAccess } from './queries'
import { StateWords } from './StateWords'
import { useMore } from './use-more'

import styles from './WhyDialog.module.css'

/** So many holders are named at first. */
const NAMED = 10

/** Who of one kind of holder has what is needed, and where it is given. */
export function WhoHasPart({
  tenant,
  who,
  onRetry,
}: {
  tenant: TenantLine
  who: WhoHas
  onRetry: () => void
}) {
  const { state } = who
  const columns = state.kind === 'read' ? state.columns : []
  const { shown, more } = useMore(columns, NAMED)
  const title = copy.holders(who.label)
  // Who has it is told by the place's id; its name stands among what was read.
  const places = useAccess(tenant.id).data?.sections.find(({ id }) => id === who.section)?.places
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.label}>{title}</h3>
      {who.own !== null && <p>{copy.own(who.own.name)}</p>}
      {state.kind === 'read' ? (
        <>
          {columns.length === 0 ? (
            <p>{copy.nobody}</p>
          ) : (
            <ul className={styles.who}>
              {shown.map(({ id, name, note, atPlace }) => (
                <li key={`${id} ${atPlace ?? ''}`}>
                  <span>{name}</span>
                  <AtPlace name={places?.find((place) => place.id === atPlace)?.name} />
                  {note !== null && <span className="quiet small">{note}</span>}
                </li>
              ))}
            </ul>
          )}
          {more}
          {state.rest > 0 && <p className="quiet small">{copy.rest(state.rest)}</p>}
          {who.placesLeft > 0 && <p className="quiet small">{copy.left(who.placesLeft)}</p>}
        </>
      ) : (
        <StateWords
          tenant={tenant}
          label={who.label}
          state={state}
          onRetry={state.kind === 'failed' ? onRetry : undefined}
        />
      )}
      <ConsolePage page={who.page} address={who.address} />
    </section>
  )
}

function AtPlace({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="quiet">{copy.atPlace(name)}</span>
}
