import { EyeOff } from 'lucide-react'

import { Empty } from './Empty'

/** Stands where something would be whose every part is private, while the privacy shield is up. */
export function Covered() {
  return (
    <Empty icon={EyeOff} title="Covered by the privacy shield">
      Lower the shield to see it. Nothing is lost meanwhile.
    </Empty>
  )
}
