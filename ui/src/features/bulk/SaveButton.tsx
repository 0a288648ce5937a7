import { Download } from 'lucide-react'

import { Button } from '#components/Button'
import { failureLine } from '#lib/failure-words'

import { copy as words } from './copy'
import { useSave } from './queries'

const copy = words.run

/** Writes what came of a run into a file, and says where it went. */
export function SaveButton({
  run,
  of,
  small = false,
}: {
  run: string
  /** Of what, for those who cannot see what stands beside it. */
  of?: string
  small?: boolean
}) {
  const saving = useSave()
  return (
    <>
      <Button
        {...(small ? { size: 'small' as const } : {})}
        icon={Download}
        onPress={() => {
          if (!saving.isPending) saving.mutate(run)
        }}
      >
        {copy.save}
        {of && <span className="hidden"> {of}</span>}
      </Button>
      <span className="quiet small" role="status">
        {saving.error
          ? failureLine(saving.error.error)
          : saving.data
            ? copy.saved(saving.data)
            : ''}
      </span>
    </>
  )
}
