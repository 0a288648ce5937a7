import { Download, X } from 'lucide-react'

import { Button } from '#components/Button'
import { IconButton } from '#components/IconButton'
import { Menu } from '#components/Menu'
import { Notice } from '#components/Notice'
import { SearchField } from '#components/SearchField'
import { SelectField } from '#components/SelectField'
import { toast } from '#components/Toast'
import type { AuditFilter, AuditFormat, TenantLine } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { aspectWord, copy, whenWord } from './copy'
import { useExport } from './queries'
import { type ActivitySearch, ASPECTS, WHENS } from './search'
import type { useActivityPlace } from './use-activity-place'

import styles from './ActivityPage.module.css'

type Props = {
  place: ActivitySearch
  filter: AuditFilter
  tenants: readonly TenantLine[]
  onChange: ReturnType<typeof useActivityPlace>[1]
}

/** The id of the choice that narrows nothing. */
const ANY = 'any'

/** What is looked at, and a way to take it along. */
export function Filters({ place, filter, tenants, onChange }: Props) {
  const saving = useExport(filter)
  const save = (format: AuditFormat) => {
    if (saving.isPending) return
    saving.mutate(format, {
      onSuccess: (name) => {
        if (name !== null) toast({ line: copy.saved(name) })
      },
    })
  }
  const failed = saving.error?.error
  return (
    <>
      <header className={styles.filters}>
        <h1>{copy.title}</h1>
        <div className={styles.find}>
          <SearchField
            label={copy.findLabel}
            placeholder={copy.find}
            value={place.words ?? ''}
            onChange={(words) => onChange({ words }, 'replace')}
          />
        </div>
        <Choice
          label={copy.when}
          any={copy.anyWhen}
          options={WHENS.map((id) => ({ id, label: whenWord[id] }))}
          value={place.when}
          onChange={(when) => onChange({ when })}
        />
        <Choice
          label={copy.tenant}
          any={copy.anyTenant}
          options={tenants.map(({ id, name }) => ({ id, label: name }))}
          value={place.tenant}
          onChange={(tenant) => onChange({ tenant })}
        />
        <Choice
          label={copy.aspect}
          any={copy.anyAspect}
          options={ASPECTS.map((id) => ({ id, label: aspectWord[id] }))}
          value={place.aspect}
          onChange={(aspect) => onChange({ aspect })}
        />
        {place.ticket !== undefined && (
          <Button size="small" icon={X} onPress={() => onChange({ ticket: undefined })}>
            {copy.onlyTicket(place.ticket)}
            <span className="hidden">. {copy.allTickets}</span>
          </Button>
        )}
        <span className="push" />
        <Menu
          label={copy.export}
          trigger={<IconButton label={copy.export} icon={Download} />}
          entries={[
            {
              id: 'csv',
              label: copy.csv,
              detail: copy.csvDetail,
              onChoose: () => save('csv'),
            },
            {
              id: 'json',
              label: copy.json,
              detail: copy.jsonDetail,
              onChoose: () => save('json'),
            },
          ]}
        />
      </header>
      {failed && failed.kind !== 'cancelled' && (
        <div className={styles.told}>
          <Notice tone="bad">
            {copy.notSaved} {failureLine(failed)}
          </Notice>
        </div>
      )}
    </>
  )
}

type ChoiceProps<Id extends string> = {
  label: string
  /** What the choice is called that narrows nothing. */
  any: string
  options: readonly { id: Id; label: string }[]
  value: Id | undefined
  onChange: (value: Id | undefined) => void
}

function Choice<Id extends string>({ label, any, options, value, onChange }: ChoiceProps<Id>) {
  return (
    <div className={styles.choice}>
      <SelectField<Id | typeof ANY>
        label={label}
        labelHidden
        options={[{ id: ANY, label: any }, ...options]}
        value={value ?? ANY}
        onChange={(chosen) => onChange(options.find(({ id }) => id === chosen)?.id)}
      />
    </div>
  )
}
