import { Globe, WandSparkles } from 'lucide-react'
import { useState } from 'react'

import { Icon } from '#components/Icon'
import { TextField } from '#components/TextField'
import type { AddressReading, VendorView } from '#ipc/bindings'
import type { Failure } from '#ipc/errors'
import { failureLine } from '#lib/failure-words'
import { problemWords } from '#lib/problem-words'

import { copy, readingTells } from './copy'

import styles from './AddressPart.module.css'

type Props = {
  vendor: VendorView | undefined
  pasted: string
  reading: AddressReading | undefined
  failure: Failure | null
  /** Where the test found it, when that is elsewhere. */
  answeredAt: string | null
  onChange: (pasted: string) => void
}

/** Where the tenant is: anything may be pasted, and how it was read is said in words. */
export function AddressPart({ vendor, pasted, reading, failure, answeredAt, onChange }: Props) {
  const [left, setLeft] = useState(false)
  if (!vendor) return <p className="quiet small">{copy.form.chooseFirst}</p>
  // While somebody is still typing, an address that is not one yet is no mistake.
  const error = failure && left && pasted.trim() !== '' ? wordsOf(failure) : undefined
  return (
    <>
      <TextField
        label={vendor.ask === '' ? copy.form.usualAddress : vendor.ask}
        value={pasted}
        onChange={(value) => {
          setLeft(false)
          onChange(value)
        }}
        onBlur={() => setLeft(true)}
        icon={Globe}
        mono
        error={error}
      />
      <div aria-live="polite">
        {reading && readingTells(reading, pasted) && <Reading reading={reading} />}
        {answeredAt !== null && reading && answeredAt !== reading.address && (
          <p className={styles.fix}>
            <Icon of={WandSparkles} size="small" />
            <span>
              {copy.form.answersAt} <code>{answeredAt}</code>
            </span>
          </p>
        )}
      </div>
    </>
  )
}

function Reading({ reading }: { reading: AddressReading }) {
  return (
    <p className={styles.fix}>
      <Icon of={WandSparkles} size="small" />
      <span>
        {copy.form.readAs} <code>{reading.address}</code>.{' '}
        {reading.leftOut !== null && (
          <>
            {copy.form.leftOut} <del>{reading.leftOut}</del>.{' '}
          </>
        )}
        {reading.schemeAdded && <>{copy.form.schemeAdded} </>}
        {reading.others.length > 0 && (
          <>
            {copy.form.others}:{' '}
            {reading.others.map((other) => (
              <code key={other}>{other}</code>
            ))}
          </>
        )}
      </span>
    </p>
  )
}

const wordsOf = (failure: Failure): string => {
  const problem = failure.error.kind === 'invalid' ? failure.error.problems[0]?.problem : undefined
  return problem ? problemWords(problem) : failureLine(failure.error)
}
