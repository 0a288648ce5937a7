import { type ReactNode, useState } from 'react'

import { SelectField } from '#components/SelectField'
import type { SchemaNode } from '#ipc/bindings'
import { nodeAt, type Path } from '#lib/json-text'

import { copy } from '../copy-draft'
import { useSchema } from '../queries'
import { AddField } from './AddField'
import { useForm } from './form'
import { controlOf, fieldsOf, rawStart, roleOf } from './form-model'

import styles from './BodyForm.module.css'

/** Draws the field of one value; fields hold fields, so they are handed down. */
export type DrawField = (field: { node: SchemaNode; path: Path; removable?: boolean }) => ReactNode

type Props = { node: SchemaNode; path: Path; draw: DrawField }

/** The fields of an object. What the schema says of them is asked for when they are shown. */
export function FieldGroup({ node, path, draw }: Props) {
  const form = useForm()
  const schema = useSchema(form.document, node.pointer)
  if (schema.error) return <p className={styles.note}>{copy.body.schemaFailed}</p>
  if (!schema.data) return <p className={styles.note}>{copy.body.schemaComing}</p>
  const alternatives = schema.data.filter((child) => roleOf(child) === 'alternative')
  return (
    <>
      <Fields known={schema.data} path={path} draw={draw} />
      {alternatives.length > 0 && <Alternatives of={alternatives} path={path} draw={draw} />}
    </>
  )
}

type FieldsProps = { known: readonly SchemaNode[]; path: Path; draw: DrawField }

function Fields({ known, path, draw }: FieldsProps) {
  const form = useForm()
  const { shown, more } = fieldsOf(known, nodeAt(form.root, path))
  const free = known.some((child) => roleOf(child) === 'otherField')
  return (
    <div className={styles.fields}>
      {shown.map((field) =>
        draw({
          node: field.node,
          path: [...path, field.name],
          removable: field.present && !field.node.required,
        }),
      )}
      <AddField
        fields={more}
        free={free}
        onAdd={(name, field) =>
          form.set(
            [...path, name],
            field ? rawStart(controlOf(field, form.withFiles), field) : '""',
          )
        }
      />
    </div>
  )
}

type AlternativesProps = { of: readonly SchemaNode[]; path: Path; draw: DrawField }

/** One of several shapes; the person says which, the text stays what it is. */
function Alternatives({ of: all, path, draw }: AlternativesProps) {
  const form = useForm()
  const [chosen, setChosen] = useState(all[0]?.pointer ?? '')
  const node = all.find(({ pointer }) => pointer === chosen)
  if (!node) return null
  const group = controlOf(node, form.withFiles) === 'group'
  return (
    <div className={styles.alternatives}>
      <SelectField
        label={copy.body.shape}
        options={all.map(({ pointer, name, typeWords }, index) => ({
          id: pointer,
          label: name || typeWords || copy.body.shapeNumber(index + 1),
        }))}
        value={chosen}
        onChange={setChosen}
      />
      {group ? (
        <FieldGroup key={chosen} node={node} path={path} draw={draw} />
      ) : (
        draw({ node, path })
      )}
    </div>
  )
}
