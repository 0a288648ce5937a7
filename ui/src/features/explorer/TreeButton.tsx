import { ListTree } from 'lucide-react'

import { Button } from '#components/Button'

import { copy } from './copy'
import { useRoom } from './use-room'

/** Opens the list of operations, where it has no room beside the page. */
export function TreeButton({ onPress }: { onPress: () => void }) {
  const room = useRoom()
  if (room.panes === 'side') return null
  return (
    <Button size="small" icon={ListTree} onPress={onPress}>
      {copy.operationsButton}
    </Button>
  )
}
