import { Bone, Skeleton } from '#components/Skeleton'
import type { SchemaNode } from '#ipc/bindings'

import { copy } from './copy'
import { FailureNote } from './FailureNote'
import { useSchema } from './queries'
import { SchemaTree } from './SchemaTree'

import styles from './Tabs.module.css'

type Props = { document: string; label: string; schema: SchemaNode | null }

/** A whole schema: its fields at once, or its one row when it has none. */
export function SchemaPart({ document, label, schema }: Props) {
  const fields = useSchema(document, schema?.opens ? schema.pointer : null)
  if (!schema) return <p className={styles.nothing}>{copy.noSchema}</p>
  if (!schema.opens) {
    return (
      <SchemaTree document={document} label={label} title={copy.schema.field} nodes={[schema]} />
    )
  }
  if (fields.error) {
    return <FailureNote error={fields.error.error} onRetry={() => void fields.refetch()} />
  }
  if (!fields.data) {
    return (
      <Skeleton awaited={copy.findings.awaited}>
        <Bone />
        <Bone />
        <Bone />
      </Skeleton>
    )
  }
  return (
    <SchemaTree document={document} label={label} title={schema.typeWords} nodes={fields.data} />
  )
}
