import { EyeOff } from 'lucide-react'

import { IconButton } from '#components/IconButton'
import { useShield } from '#lib/shield'

import { copy } from './copy'
import { switchShield } from './shield'

/** Raises and lowers the privacy shield. */
export function ShieldButton() {
  const up = useShield()
  return (
    <>
      <IconButton
        label={up ? copy.shield.lower : copy.shield.raise}
        icon={EyeOff}
        pressed={up}
        onPress={() => switchShield(!up)}
      />
      <span className="hidden" role="status">
        {up ? copy.shield.up : ''}
      </span>
    </>
  )
}
