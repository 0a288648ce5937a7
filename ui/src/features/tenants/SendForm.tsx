import { Button } from '#components/Button'

import { copy } from './copy'

type Props = {
  editing: boolean
  name: string
  waitsFor: keyof typeof copy.form.waits | null
  sending: boolean
  /** Nothing was changed that a test could tell anything about. */
  untouched: boolean
  onSend: () => void
}

/** How the form is sent: after a passed test, or without one when a person insists. */
export function SendForm({ editing, name, waitsFor, sending, untouched, onSend }: Props) {
  const waits = waitsFor === 'test' && untouched ? null : waitsFor
  const reason = sending ? copy.form.busy : waits === null ? undefined : copy.form.waits[waits]
  return (
    <>
      <Button kind="primary" size="large" unavailable={reason} onPress={onSend}>
        {editing ? copy.form.save : copy.form.add(name)}
      </Button>
      {reason && <p className="quiet small">{reason}</p>}
      {waits === 'test' && !sending && (
        <>
          <Button size="small" onPress={onSend}>
            {editing ? copy.form.saveUntested : copy.form.addUntested}
          </Button>
          <p className="quiet small">{copy.form.untestedMeans}</p>
        </>
      )}
    </>
  )
}
