import { Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import type { SchemaNode } from '#ipc/bindings'
import { nodeAt, type Path } from '#lib/json-text'

import { copy } from '../copy-draft'
import { useSchema } from '../queries'
import type { DrawField } from './FieldGroup'
import { useForm } from './form'
import { controlOf, rawStart, roleOf } from './form-model'

import styles from './BodyForm.module.css'

/** So many items are drawn; further ones when they are asked for. */
const STEP = 50

type Props = { node: SchemaNode; path: Path; name: string; draw: DrawField }

/** The items of a list, one field for each. */
export function ListField({ node, path, name, draw }: Props) {
  const form = useForm()
  const schema = useSchema(form.document, node.pointer)
  const [most, setMost] = useState(STEP)
  const value = nodeAt(form.root, path)
  const count = value?.type === 'array' ? (value.children?.length ?? 0) : 0
  if (schema.error) return <p className={styles.note}>{copy.body.schemaFailed}</p>
  if (!schema.data) return <p className={styles.note}>{copy.body.schemaComing}</p>
  const item = schema.data.find((child) => roleOf(child) === 'item')
  if (!item) return <p className={styles.note}>{copy.body.listInRaw}</p>
  return (
    <div className={styles.list}>
      {Array.from({ length: Math.min(count, most) }, (_, index) =>
        draw({ node: item, path: [...path, index], removable: true }),
      )}
      <div className={styles.add}>
        {count > most && (
          <Button kind="plain" size="small" onPress={() => setMost(most + STEP)}>
            {copy.body.moreItems(count - most)}
          </Button>
        )}
        <Button
          kind="plain"
          size="small"
          icon={Plus}
          onPress={() => {
            setMost(Math.max(most, count + 1))
            form.set([...path, count], rawStart(controlOf(item, false), item))
          }}
        >
          {copy.body.addItem(name)}
        </Button>
      </div>
    </div>
  )
}
