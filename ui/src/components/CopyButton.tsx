import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useState } from 'react'

import { copyText } from '#lib/clipboard'

import { IconButton } from './IconButton'

const TOLD_MS = 1600

/** Copies what it is given, and says whether that worked, where the eye already is. */
export function CopyButton({
  label,
  text,
}: {
  label: string
  text: string | (() => Promise<string>)
}) {
  const [told, setTold] = useState<'copied' | 'refused' | null>(null)
  const copy = async () => {
    const worked = await copyText(typeof text === 'string' ? text : await text())
    setTold(worked ? 'copied' : 'refused')
    setTimeout(() => setTold(null), TOLD_MS)
  }
  return (
    <>
      <IconButton
        label={label}
        icon={told === null ? Copy : told === 'copied' ? Check : TriangleAlert}
        size="small"
        onPress={() => void copy()}
      />
      <span className="hidden" role="status">
        {told === 'copied'
          ? 'Copied'
          : told === 'refused'
            ? 'The system did not let Keydesk copy'
            : ''}
      </span>
    </>
  )
}
