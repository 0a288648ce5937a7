import { Button } from '#components/Button'
import { Dialog } from '#components/Dialog'
import { Notice } from '#components/Notice'
import { failureLine } from '#lib/failure-words'

import { copy as words } from './copy'
import { useForget } from './queries'

const copy = words.run

/** Asks before a run is forgotten, for what came of its rows is then gone. */
export function ForgetDialog({
  run,
  onClose,
  onDone,
}: {
  run: string
  onClose: () => void
  onDone?: () => void
}) {
  const forgetting = useForget()
  return (
    <Dialog
      title={copy.forgetTitle}
      urgent
      onClose={onClose}
      foot={
        <>
          <Button autoFocus onPress={onClose}>
            {copy.keep}
          </Button>
          <Button
            kind="danger"
            onPress={() =>
              forgetting.mutate(run, {
                onSuccess: () => {
                  onClose()
                  onDone?.()
                },
              })
            }
          >
            {copy.forgetIt}
          </Button>
        </>
      }
    >
      <p>{copy.forgetText}</p>
      {forgetting.error && <Notice tone="bad">{failureLine(forgetting.error.error)}</Notice>}
    </Dialog>
  )
}
