import { TriangleAlert } from 'lucide-react'

import { Icon } from '#components/Icon'
import { StateOfNothing } from '#components/StateOfNothing'
import { WhoHasButton } from '#components/WhoHasButton'
import type { Fact, MissingList, MissingWhy, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { clockOrDay, dayAndTime } from '#lib/format'
import { useMinute } from '#lib/now'

import { copy } from './copy'
import { nothingOf } from './model'

import styles from './FactList.module.css'

/** Who was asked: by name in sentences, by id to ask who has a right. */
type Tenant = Pick<TenantLine, 'id' | 'name'>

/** What is known of one row, line by line; what could not be asked stands among it and says why. */
export function FactList({
  facts,
  missing,
  tenant,
}: {
  facts: readonly Fact[]
  missing: readonly MissingList[]
  tenant: Tenant
}) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact, index) => (
        // Two facts of a row may have the same label, and their order never changes.
        <div key={`${fact.label} ${index}`}>
          <dt className="clip" title={fact.label}>
            {fact.label}
          </dt>
          <dd data-attention={fact.attention || undefined}>
            {fact.attention && <Icon of={TriangleAlert} size="small" />}
            <Value fact={fact} tenant={tenant} />
          </dd>
        </div>
      ))}
      {missing.map(({ label, why }) => (
        <div key={`missing ${label}`}>
          <dt className="clip" title={label}>
            {label}
          </dt>
          <dd>
            <Missing why={why} tenant={tenant} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ fact: { value }, tenant }: { fact: Fact; tenant: Tenant }) {
  switch (value.kind) {
    case 'text':
      return (
        <span className="clip" title={value.text}>
          {value.text}
        </span>
      )
    case 'time':
      return <Moment at={value.at} />
    case 'names':
      return <Names names={value.names} rest={value.rest} />
    case 'nothing':
      return <span className="quiet">{value.word}</span>
    case 'missing':
      return <Missing why={value.why} tenant={tenant} />
    default: {
      const never: never = value
      return never
    }
  }
}

/** A moment as short as it can be told apart, with all of it on hover. */
export function Moment({ at }: { at: string }) {
  const now = useMinute()
  const parsed = Date.parse(at)
  return (
    <time className="num" dateTime={at} title={Number.isNaN(parsed) ? at : dayAndTime(parsed)}>
      {clockOrDay(at, now)}
    </time>
  )
}

/** More than these would not fit a line. */
const SHOWN = 3

function Names({ names, rest }: { names: readonly string[]; rest: number }) {
  const more = names.length - SHOWN + rest
  const all = [...names, ...(rest > 0 ? [copy.moreNames(rest)] : [])].join(', ')
  return (
    <>
      <span className="clip" title={all}>
        {names.slice(0, SHOWN).join(', ')}
      </span>
      {more > 0 && (
        <span className={styles.more} title={all}>
          {copy.more(more)}
        </span>
      )}
    </>
  )
}

function Missing({ why, tenant }: { why: MissingWhy; tenant: Tenant }) {
  const words = missingWords(why, tenant.name)
  return (
    <StateOfNothing kind={nothingOf(why)}>
      {words && (
        <span className="clip quiet" title={words}>
          {words}
        </span>
      )}
      {why.kind === 'notAllowed' && <WhoHasButton tenant={tenant.id} operation={why.operation} />}
    </StateOfNothing>
  )
}

function missingWords(why: MissingWhy, tenant: string): string | null {
  switch (why.kind) {
    case 'notAllowed':
      return why.needs.length > 0 ? copy.needs(why.needs) : copy.rightUnknown
    case 'failed':
      return failureLine(why.error, { tenant })
    case 'notSupported':
      return null
    default: {
      const never: never = why
      return never
    }
  }
}
