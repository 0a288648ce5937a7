import type { ParameterView } from '#ipc/bindings'

import { copy } from './copy'
import { inFormOrder } from './model'
import { SchemaTree } from './SchemaTree'

import styles from './Tabs.module.css'

/** What stands in the path, behind the question mark and in headers. */
export function ParametersTab({
  document,
  parameters,
}: {
  document: string
  parameters: readonly ParameterView[]
}) {
  if (parameters.length === 0) return <p className={styles.nothing}>{copy.noParameters}</p>
  const nodes = inFormOrder(parameters).map((parameter) => ({
    ...parameter.schema,
    name: parameter.name,
    required: parameter.required,
    deprecated: parameter.deprecated,
    rule: [copy.place(parameter.place), parameter.schema.rule].filter(Boolean).join(', '),
    description:
      parameter.description.length > 0 ? parameter.description : parameter.schema.description,
  }))
  return (
    <SchemaTree
      document={document}
      label={copy.schema.parametersLabel}
      title={copy.schema.field}
      nodes={nodes}
    />
  )
}
