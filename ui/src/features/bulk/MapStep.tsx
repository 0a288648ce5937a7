import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useMemo } from 'react'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import { type Column, Table } from '#components/Table'
import { TextField } from '#components/TextField'
import type { BulkSheet, TaskAsk } from '#ipc/bindings'
import { veil } from '#ipc/veil'
import { useShield } from '#lib/shield'

import { copy as words } from './copy'
import type { Desk } from './desk'
import { columnFor, type Source, sourceOf, unmapped, withSource } from './model'
import type { StepId } from './search'
import { StepPage } from './StepPage'
import { checkRows, setMapping } from './use-run'

import styles from './MapStep.module.css'

const copy = words.map

/** Which column of the sheet is which field of the task. */
export function MapStep({ desk, onGo }: { desk: Desk; onGo: (to: StepId) => void }) {
  const shielded = useShield()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is shown follows the shield, too
  const sheet = useMemo(() => veil('bulkChoose', desk.sheet), [desk.sheet, shielded])
  const { mapping } = desk
  const { asks } = desk.sheet
  const missing = unmapped(asks, mapping).map(({ label }) => label)
  const used = new Set(mapping.map(({ column }) => column))
  const unused = sheet.columns.flatMap(({ name }, index) => (used.has(index) ? [] : [name]))
  const put = (ask: TaskAsk, source: Source, value: string | null) =>
    setMapping(
      asks.map(({ id }) =>
        id === ask.id ? withSource(id, source, value) : columnFor(mapping, id),
      ),
    )
  const columns: Column<TaskAsk>[] = [
    {
      id: 'field',
      title: copy.field,
      cell: (ask) => (
        <span className={styles.field}>
          <span className="strong">{ask.label}</span>
          <span className="quiet small">{ask.optional ? copy.optional : (ask.about ?? '')}</span>
        </span>
      ),
    },
    {
      id: 'from',
      title: copy.from,
      cell: (ask) => (
        <SourceField
          ask={ask}
          desk={desk}
          sheet={sheet}
          onPut={(source, value) => put(ask, source, value)}
        />
      ),
    },
    {
      id: 'sample',
      title: copy.sample,
      cell: (ask) => (
        <Sample ask={ask} desk={desk} sheet={sheet} onPut={(value) => put(ask, 'same', value)} />
      ),
    },
  ]
  return (
    <StepPage
      step="map"
      title={copy.title}
      lead={copy.lead}
      foot={
        <>
          <Button kind="plain" icon={ArrowLeft} onPress={() => onGo('file')}>
            {words.name.file}
          </Button>
          <span className="push" />
          <Button
            kind="primary"
            unavailable={missing.length > 0 ? copy.missing(missing) : undefined}
            onPress={() => {
              if (desk.checking.state !== 'checked') void checkRows()
              onGo('check')
            }}
          >
            {copy.next(desk.sheet.rows)} <Icon of={ArrowRight} size="small" />
          </Button>
        </>
      }
    >
      <div className={styles.card}>
        <Table label={copy.table} columns={columns} rows={asks} rowId={({ id }) => id} />
      </div>
      {missing.length > 0 && <Notice tone="warn">{copy.missing(missing)}</Notice>}
      {unused.length > 0 && <p className="quiet small">{copy.unused(unused)}</p>}
    </StepPage>
  )
}

type FieldProps = { ask: TaskAsk; desk: Desk; sheet: BulkSheet }

function SourceField({
  ask,
  desk,
  sheet,
  onPut,
}: FieldProps & { onPut: (source: Source, value: string | null) => void }) {
  const now = columnFor(desk.mapping, ask.id)
  const guess = columnFor(desk.sheet.mapping, ask.id).column
  const unset = now.column === null && now.value === null && !ask.optional
  const options: { id: Source; label: string; detail?: string }[] = [
    ...sheet.columns.map(({ name }, index) => ({
      id: `column ${index}` as const,
      label: name,
      ...(guess === index && { detail: copy.guessed }),
    })),
    { id: 'same', label: copy.same },
    ...(ask.optional ? [{ id: 'none' as const, label: copy.none }] : []),
  ]
  return (
    <SelectField
      label={ask.label}
      labelHidden
      options={options}
      value={unset ? null : sourceOf(now)}
      onChange={(source) => onPut(source, now.value ?? ask.usual)}
      placeholder={copy.choose}
    />
  )
}

/** What the first rows would have, or the value all of them have. */
function Sample({ ask, desk, sheet, onPut }: FieldProps & { onPut: (value: string) => void }) {
  const { column, value } = columnFor(desk.mapping, ask.id)
  if (column !== null)
    return <span className={styles.sample}>{sheet.columns[column]?.sample.join(', ')}</span>
  if (value === null) return null
  return ask.kind === 'choice' ? (
    <SelectField
      label={copy.valueOf(ask.label)}
      labelHidden
      options={ask.options.map((option) => ({ id: option.value, label: option.label }))}
      value={value === '' ? null : value}
      onChange={onPut}
    />
  ) : (
    <TextField
      label={copy.valueOf(ask.label)}
      labelHidden
      value={value}
      onChange={onPut}
      placeholder={copy.value}
    />
  )
}
