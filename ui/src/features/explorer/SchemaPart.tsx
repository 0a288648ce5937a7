import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import type { SchemaNode } from '#ipc/bindings'

import { copy } from './copy'
import { useSchema } from './queries'
import type { Side } from './schema-rows'
import { SchemaTree } from './SchemaTree'

import styles from './Tabs.module.css'

type Props = {
  document: string
  label: string
  schema: SchemaNode | null
  side: Side
  fills?: boolean
}

/** A whole schema: its fields at once, or its one row when it has none. */
export function SchemaPart({ document, label, schema, side, fills = false }: Props) {
  const fields = useSchema(document, schema?.opens ? schema.pointer : null)
  if (!schema) return <p className={styles.nothing}>{copy.noSchema}</p>
  if (!schema.opens) {
    return (
      <SchemaTree
        document={document}
        label={label}
        title={copy.schema.field}
        nodes={[schema]}
        side={side}
        fills={fills}
      />
    )
  }
  if (fields.error) {
    return <FailureNote error={fields.error.error} onRetry={() => void fields.refetch()} />
  }
  if (!fields.data) {
    return (
      <div className={styles.nothing}>
        <Skeleton awaited={copy.findings.awaited}>
          <Bone />
          <Bone />
          <Bone />
        </Skeleton>
      </div>
    )
  }
  return (
    <SchemaTree
      document={document}
      label={label}
      title={schema.typeWords}
      nodes={fields.data}
      whole={schema}
      side={side}
      fills={fills}
    />
  )
}
