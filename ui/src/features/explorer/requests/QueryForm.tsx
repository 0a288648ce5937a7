import { Plus, X } from 'lucide-react'

import { Button } from '#components/Button'
import { IconButton } from '#components/IconButton'
import { addPair, queryPairs, removePair, setPair } from '#lib/query-text'

import { copy } from '../copy-requests'
import { PairRow } from '../draft/PairRow'

import pairs from '../draft/Pairs.module.css'
import styles from './FreeRequest.module.css'

type Props = { path: string; onPath: (path: string) => void }

/** What stands behind the question mark, as pairs; the path is the one source of them. */
export function QueryForm({ path, onPath }: Props) {
  const all = queryPairs(path)
  return (
    <div className={styles.inside} role="group" aria-label={copy.query.title}>
      {all.length === 0 && <p className={styles.none}>{copy.query.none}</p>}
      <div className={pairs.pairs}>
        {all.map(({ name, value }, index) => (
          // One name may stand several times; its place is what a pair is.
          <PairRow
            key={index}
            name={{ label: copy.query.name(index + 1), hint: copy.query.nameHint, text: name }}
            value={{ label: copy.query.value(index + 1), hint: copy.query.valueHint, text: value }}
            onName={(text) => onPath(setPair(path, index, { name: text, value }))}
            onValue={(text) => onPath(setPair(path, index, { name, value: text }))}
            end={
              <IconButton
                label={copy.query.remove(name)}
                icon={X}
                size="small"
                onPress={() => onPath(removePair(path, index))}
              />
            }
          />
        ))}
        <div>
          <Button
            kind="plain"
            size="small"
            icon={Plus}
            onPress={() => onPath(addPair(path, { name: '', value: '' }))}
          >
            {copy.query.add}
          </Button>
        </div>
      </div>
    </div>
  )
}
