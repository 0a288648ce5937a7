import { useState } from 'react'

import { SelectField } from '#components/SelectField'
import type { BodyOption } from '#ipc/bindings'

import { copy } from './copy'
import { SchemaPart } from './SchemaPart'

import styles from './Tabs.module.css'

/** What may be sent as a body, by media type. */
export function BodyTab({ document, bodies }: { document: string; bodies: readonly BodyOption[] }) {
  const [media, setMedia] = useState<string | null>(null)
  const shown = bodies.find((body) => body.media === media) ?? bodies[0]
  return (
    <div className={styles.tab}>
      {shown && (
        <div className={styles.choice}>
          {bodies.length > 1 ? (
            <SelectField
              label={copy.schema.media}
              labelHidden
              options={bodies.map((body) => ({ id: body.media, label: body.media }))}
              value={shown.media}
              onChange={setMedia}
            />
          ) : (
            <code>{shown.media}</code>
          )}
          <span className="quiet small">
            {shown.required ? copy.bodyRequired : copy.bodyOptional}
          </span>
        </div>
      )}
      {shown && (
        <SchemaPart
          key={shown.media}
          document={document}
          label={copy.schema.bodyLabel}
          schema={shown.schema}
          side="request"
          fills
        />
      )}
    </div>
  )
}
