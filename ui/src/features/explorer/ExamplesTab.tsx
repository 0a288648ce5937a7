import type { OperationView } from '#ipc/bindings'

import { copy } from './copy-document'
import { ExampleBlock } from './ExampleBlock'

import styles from './Tabs.module.css'

type Sample = { id: string; of: string; name: string; text: string }

/** Every example of an operation: what may be sent, then what may come back. */
export function ExamplesTab({ operation }: { operation: OperationView }) {
  const samples = samplesOf(operation)
  if (samples.length === 0) return <p className={styles.nothing}>{copy.examples.none}</p>
  return (
    <div className={styles.answers}>
      {samples.map(({ id, of, name, text }, index) => (
        <ExampleBlock key={id} name={`${of} · ${name}`} of={of} text={text} folded={index > 3} />
      ))}
    </div>
  )
}

const samplesOf = ({ bodies, answers }: OperationView): Sample[] => [
  ...bodies.flatMap(({ media, example, others }) => [
    ...(example === null
      ? []
      : [{ id: `body ${media}`, of: copy.examples.sent, name: media, text: example }]),
    ...others.map(({ name, text }, index) => ({
      id: `body ${media} ${index}`,
      of: copy.examples.sent,
      name: `${name} (${media})`,
      text,
    })),
  ]),
  ...answers.flatMap(({ status, media }) =>
    media.flatMap(({ media: type, example }) =>
      example === null
        ? []
        : [
            {
              id: `${status} ${type}`,
              of: copy.examples.answered(status),
              name: type,
              text: example,
            },
          ],
    ),
  ),
]

/** How many examples an operation has. */
export const exampleCount = (operation: OperationView): number => samplesOf(operation).length
