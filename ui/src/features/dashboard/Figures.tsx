import { Link } from '@tanstack/react-router'

import { StateOfNothing } from '#components/StateOfNothing'
import { Tip } from '#components/Tip'
import { Trend } from '#components/Trend'
import type { FigureView } from '#ipc/bindings'
import { count } from '#lib/format'
import { useMinute } from '#lib/now'

import { copy } from './copy'
import { trendWords } from './copy-waiting'

import styles from './Figures.module.css'

/** A tenant's numbers; each leads to the list behind it. */
export function Figures({ tenant, figures }: { tenant: string; figures: readonly FigureView[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => (
        <div key={figure.id} className={styles.figure}>
          <dt>{figure.label}</dt>
          <dd>
            <Value tenant={tenant} figure={figure} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A number, or which of the five kinds of nothing stands in its place. */
function Value({ tenant, figure }: { tenant: string; figure: FigureView }) {
  const { value, of } = figure
  switch (value.kind) {
    case 'known':
      return <Number tenant={tenant} figure={figure} value={value.value} />
    case 'notReachable':
      return value.last === null ? (
        <StateOfNothing kind="notReachable" />
      ) : (
        <Number tenant={tenant} figure={figure} value={value.last} old={value.asOf ?? undefined} />
      )
    case 'notAllowed':
      return <StateOfNothing kind="notAllowed" />
    case 'notSupported':
      return <StateOfNothing kind="notSupported" />
    case 'notLoaded':
      return <StateOfNothing kind="notLoaded" />
    default: {
      const never: never = value
      return <>{of ?? never}</>
    }
  }
}

function Number({
  tenant,
  figure,
  value,
  old,
}: {
  tenant: string
  figure: FigureView
  value: number
  old?: string | undefined
}) {
  return (
    <>
      <Tip
        words={<Lately figure={figure} old={old} />}
        link={
          <Link
            to="/explorer"
            search={{ tenant, operation: figure.operation }}
            className={styles.number}
            data-old={old !== undefined || undefined}
            data-attention={(figure.attention && value > 0) || undefined}
            aria-label={`${count(value)} ${figure.label}${old ? `, ${copy.asOfShort(old)}` : ''}`}
          >
            {count(value)}
          </Link>
        }
      />
      {figure.of !== null && <small>{copy.of(figure.of)}</small>}
    </>
  )
}

/** Where a number comes from, and how it went, for whoever stays on it. */
function Lately({ figure, old }: { figure: FigureView; old: string | undefined }) {
  const said = trendWords(figure.trend, useMinute())
  return (
    <span className={styles.lately}>
      {said !== '' && (
        <>
          <Trend points={figure.trend} says={said} />
          <span>{said}</span>
        </>
      )}
      <span className="quiet">
        {old ? `${figure.operation}, ${copy.asOf(old)}` : figure.operation}
      </span>
    </span>
  )
}
