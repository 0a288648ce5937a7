import { Search } from 'lucide-react'

import { Button } from '#components/Button'
import { TextField } from '#components/TextField'
import type { AddressAsk } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { useFindAddress } from './queries'

import styles from './AddressField.module.css'

type Props = {
  vendor: string
  address: AddressAsk
  value: string
  /** The tenant's own address, as it was pasted: the vendor knows the other one by it. */
  place: string
  error: string | undefined
  onChange: (value: string) => void
}

/** A further address of a tenant, and where the vendor may know it, a button that asks for it. */
export function AddressField({ vendor, address, value, place, error, onChange }: Props) {
  const finding = useFindAddress()
  const { id, ask, optional, find } = address
  const told = finding.isPending
    ? copy.form.finding
    : finding.error
      ? failureLine(finding.error.error)
      : finding.data === null
        ? copy.form.foundNone
        : finding.data === value && value !== ''
          ? copy.form.found
          : ''
  const look = () => {
    if (finding.isPending) return
    finding.mutate(
      { vendor, address: id, place: place.trim() },
      {
        onSuccess: (found) => {
          if (found !== null) onChange(found)
        },
      },
    )
  }
  return (
    <>
      <TextField
        label={ask}
        value={value}
        onChange={onChange}
        hint={optional ? copy.form.optional : undefined}
        error={error}
        required={!optional}
        mono
      />
      {find && (
        <div className={styles.find}>
          <Button
            icon={Search}
            size="small"
            unavailable={place.trim() === '' ? copy.form.findNeedsAddress : undefined}
            onPress={look}
          >
            {copy.form.find}
          </Button>
          <span className="quiet small" role="status">
            {told}
          </span>
        </div>
      )}
    </>
  )
}
