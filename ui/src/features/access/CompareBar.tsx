import { Button } from '#components/Button'

import { copy } from './copy'
import type { MatrixColumn } from './model'
import { PickOne } from './PickOne'

import styles from './Bars.module.css'

type Props = {
  columns: readonly MatrixColumn[]
  /** The columns that are compared, or the one that waits for another. */
  keys: readonly string[]
  onCompare: (keys: readonly string[]) => void
  /** Told that somebody has compared enough. */
  onEnd: () => void
}

/** Chooses two columns to see side by side. */
export function CompareBar({ columns, keys, onCompare, onEnd }: Props) {
  const [one, other] = keys
  const put = (index: 0 | 1, key: string | undefined) => {
    const next = index === 0 ? [key, other] : [one, key]
    onCompare(next.flatMap((each) => each ?? []))
  }
  return (
    <div className={styles.row}>
      <ColumnField
        label={copy.compare.one}
        columns={columns.filter(({ key }) => key !== other)}
        value={one}
        onChange={(key) => put(0, key)}
      />
      <ColumnField
        label={copy.compare.with}
        columns={columns.filter(({ key }) => key !== one)}
        value={other}
        onChange={(key) => put(1, key)}
      />
      {keys.length === 1 && <p className="quiet small">{copy.compare.half}</p>}
      <Button kind="plain" onPress={onEnd}>
        {copy.compare.off}
      </Button>
    </div>
  )
}

function ColumnField({
  label,
  columns,
  value,
  onChange,
}: {
  label: string
  columns: readonly MatrixColumn[]
  value: string | undefined
  onChange: (key: string | undefined) => void
}) {
  return (
    <div className={styles.wide}>
      <PickOne
        label={label}
        offers={columns.map(({ key, kind, name, place, note }) => ({
          id: key,
          label: kind === 'preset' ? copy.presetFor(name) : name,
          note: place ?? note ?? '',
        }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
