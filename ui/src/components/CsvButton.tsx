import { ClipboardCopy } from 'lucide-react'
import { useState } from 'react'

import { copyText } from '#lib/clipboard'

import { Button } from './Button'

const words = {
  copy: 'Copy as CSV',
  copied: 'Copied',
  notCopied: 'The system did not let Keydesk copy',
}

/** Copies a table as comma-separated values, and says whether that worked. */
export function CsvButton({ text }: { text: () => string }) {
  const [told, setTold] = useState<string | null>(null)
  const save = async () => setTold((await copyText(text())) ? words.copied : words.notCopied)
  return (
    <>
      <span className="quiet small" role="status">
        {told}
      </span>
      <Button icon={ClipboardCopy} size="small" onPress={() => void save()}>
        {words.copy}
      </Button>
    </>
  )
}
