import type { ParameterView, SchemaNode, SlotPlace } from '#ipc/bindings'

import { copy } from './copy'
import { copy as documentCopy } from './copy-document'
import { inFormOrder } from './model'
import { SchemaTree } from './SchemaTree'

import styles from './Tabs.module.css'

const PLACES: readonly SlotPlace[] = ['path', 'query', 'header', 'cookie']

type Props = { document: string; parameters: readonly ParameterView[] }

/** What stands in the path, behind the question mark, in headers and cookies. */
export function ParametersTab({ document, parameters }: Props) {
  if (parameters.length === 0) return <p className={styles.nothing}>{copy.noParameters}</p>
  const places = PLACES.map((place) => ({
    place,
    nodes: inFormOrder(parameters.filter((parameter) => parameter.place === place)).map(nodeOf),
  })).filter(({ nodes }) => nodes.length > 0)
  const [only] = places
  return (
    <div className={styles.answers}>
      {places.map(({ place, nodes }) => (
        <SchemaTree
          key={place}
          document={document}
          label={
            places.length === 1 && only
              ? copy.schema.parametersLabel
              : `${copy.schema.parametersLabel}: ${documentCopy.places[place]}`
          }
          title={documentCopy.places[place]}
          nodes={nodes}
        />
      ))}
    </div>
  )
}

const nodeOf = (parameter: ParameterView): SchemaNode => ({
  ...parameter.schema,
  name: parameter.name,
  required: parameter.required,
  deprecated: parameter.deprecated || parameter.schema.deprecated,
  description:
    parameter.description.length > 0 ? parameter.description : parameter.schema.description,
})
